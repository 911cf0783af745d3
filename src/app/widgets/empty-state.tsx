/** What a workspace says when there is nothing in it yet, and the way to get something. */
import type { ComponentChildren } from "preact";
import { type Workspace, workspace, workspaces } from "../shell/state";

type EmptyStateProps = { readonly title: string; readonly way: Workspace; readonly children: ComponentChildren };

export function EmptyState({ title, way, children }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <h2>{title}</h2>
      <p>{children}</p>
      <button type="button" class="primary" onClick={() => (workspace.value = way)}>
        Go to {workspaces[way]}
      </button>
    </div>
  );
}
