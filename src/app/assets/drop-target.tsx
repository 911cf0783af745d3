/** Takes files that are dropped anywhere on the window. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { filesOfDrop } from "./dropped";
import { addFiles } from "./own-files";

/** A sheet over the page while files are dragged over it. */
export function DropTarget() {
  const isOver = useSignal(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      isOver.value = true;
    };
    const leave = (event: DragEvent) => {
      // Only a move out of the window has nothing that it goes to.
      if (event.relatedTarget === null) isOver.value = false;
    };
    const drop = (event: DragEvent) => {
      isOver.value = false;
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer).then(addFiles);
    };
    const listeners = { dragenter: over, dragover: over, dragleave: leave, drop };
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name as keyof typeof listeners, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name as keyof typeof listeners, listener);
    };
  }, [isOver]);

  if (!isOver.value) return null;
  return (
    <div class="drop-sheet">
      <p>
        <b>Drop models and pictures here</b>
        .glb, .gltf or .obj with what belongs to them, .hdr or .exr panoramas, photographs, textures, or folders. They stay on
        this machine.
      </p>
    </div>
  );
}
