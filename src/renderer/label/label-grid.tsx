import { Button } from '@mantine/core';
import type { FilterModel } from '../../shared/model.ts';
import { Empty } from '../element/empty.tsx';
import { AssistedPage } from '../patch-work/assisted-page.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { learner, useLearning } from '../session/learning.ts';
import { goTo } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { ModelLine } from './model-line.tsx';
import { newsOf } from './model-news.ts';
import { useNewOrder } from './use-new-order.ts';
import type { Shown } from './use-showing.ts';

/** The patches of the queue, under the model that learns from what is said of them. */
export function LabelGrid(props: {
  readonly shown: Shown;
  readonly isAssisted: boolean;
  readonly models: readonly FilterModel[];
}) {
  const { shown, isAssisted } = props;
  const isReadOnly = useStore(session, (state) => state.project?.readOnly ?? true);
  const news = newsOf(props.models);
  const inForce = news?.hash ?? null;
  // A page is of what waits: what was labelled before a reload is not shown among it again.
  const query = isAssisted ? { ...shown.query, asOf: null } : shown.query;
  const order = useNewOrder(query, inForce, isAssisted ? 'page' : 'grid');
  const comesWithPage = isAssisted && order.comesWithPage;
  useLearning({ isTaught: (query.pass ?? 'first') === 'first', inForce });
  const empty = <NothingLeft />;
  return (
    <>
      {news ? (
        <ModelLine
          news={news}
          isOrderOffered={order.isOffered}
          comesWithPage={comesWithPage}
          isReadOnly={isReadOnly}
          onTakeOrder={shown.next}
        />
      ) : null}
      {isAssisted ? (
        <AssistedPage
          query={query}
          empty={empty}
          onCommit={learner.committed}
          newOrder={comesWithPage ? order.taken : null}
        />
      ) : (
        <PatchWork
          label="Patches to label"
          query={query}
          origin="hand"
          empty={empty}
          kept={shown.kept}
        />
      )}
    </>
  );
}

function NothingLeft() {
  return (
    <Empty words="Nothing is left in this queue. Choose another, or train a classifier on the labels.">
      <Button onClick={() => goTo('classifier')}>Go to Classifier</Button>
    </Empty>
  );
}
