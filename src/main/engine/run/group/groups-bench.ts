import type {
  ChooseRequest,
  GroupPage,
  GroupPlaces,
  MergeRequest,
  NamedMember,
  RegroupReceipt,
  SplitRequest,
  StandingGroupDecision,
} from '../../../../shared/duplicates.ts';
import type { Outcome } from '../../../../shared/failure.ts';

/** Groups of near-duplicates, as the router asks for them. */
export interface GroupsBench {
  groupMembers(ordinal: number, from: number, count: number): Promise<Outcome<GroupPage>>;
  groupPlaces(ordinal: number, most: number): Promise<Outcome<GroupPlaces>>;
  memberNamed(name: string): Outcome<NamedMember>;
  groupDecisions(): Outcome<StandingGroupDecision[]>;
  chooseExemplar(request: ChooseRequest): Outcome<RegroupReceipt>;
  splitMembers(request: SplitRequest): Outcome<RegroupReceipt>;
  mergeGroups(request: MergeRequest): Outcome<RegroupReceipt>;
}
