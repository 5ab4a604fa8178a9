// Keeps what reaches the page, for tests to read.
window.replies = [];
window.commands = [];
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
);
if (window.emcurator) {
  window.emcurator.onReply((reply) => window.replies.push(reply));
  window.emcurator.onMenu((command) => window.commands.push(command));
}
document.documentElement.dataset.ready = 'yes';
