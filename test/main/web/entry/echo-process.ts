// A process that answers every message with what it got; 'end' ends it.
process.on('message', (message) => {
  if (message === 'end') process.exit(7);
  process.send?.({ message });
});
