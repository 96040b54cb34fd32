// The package as the page uses it: its WebAssembly beside the scripts, compiled while it arrives.
import wasm from 'ecs-delete-image/ecs_delete_image.wasm?url';
import { init } from 'ecs-delete-image/slim';

export { EcsClient, isEcsError, sendPresigned } from 'ecs-delete-image/slim';

export const ready = init(new URL(wasm, document.baseURI));
