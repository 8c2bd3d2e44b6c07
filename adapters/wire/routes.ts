import type { ActionModel, ApiModel } from '../../services/index.ts';

/** Where an action of a REST service is found. */
export interface Route {
  readonly action: ActionModel;
  readonly method: string;
  /** Raw segments; one in braces is a label. */
  readonly segments: readonly string[];
}

const segmentsOf = (path: string): readonly string[] => path.slice(1).split('/');

/** The routes of a service, as its API model has them. */
export const routesOf = ({ actions }: ApiModel): readonly Route[] =>
  [...actions.values()].flatMap((action) =>
    action.http === undefined ? [] : [{ action, method: action.http.method, segments: segmentsOf(action.http.path) }],
  );

/** The labels of a path by their names, still encoded; undefined when the path is of another route. A label is never empty. */
function labelsOf(segments: readonly string[], given: readonly string[]): ReadonlyMap<string, string> | undefined {
  const labels = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const raw = given[index] ?? '';
    const isLabel = segment.startsWith('{');
    if (isLabel ? raw === '' : raw !== segment) return undefined;
    if (isLabel) labels.set(segment.slice(1, -1), raw);
  }
  return labels;
}

/** The action that a request asks for, and the labels of its path; undefined when there is none. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly action: ActionModel; readonly labels: ReadonlyMap<string, string> } | undefined {
  const given = segmentsOf(path);
  for (const route of routes) {
    if (route.method !== method || route.segments.length !== given.length) continue;
    const labels = labelsOf(route.segments, given);
    if (labels !== undefined) return { action: route.action, labels };
  }
  return undefined;
}
