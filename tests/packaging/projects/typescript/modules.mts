// What `init` takes, and what it does not: each line below that is meant to be refused has to be.
import { init } from 'ecs-delete-image/slim';
import module from 'ecs-delete-image/ecs_delete_image.wasm';

void init(module);
void init(Promise.resolve(module));
void init(new ArrayBuffer(8));
void init(new Uint8Array(8));
void init(new Response());
void init(fetch('https://example.com/module.wasm'));
void init(new URL('https://example.com/module.wasm'));
void init('module.wasm');

// @ts-expect-error a number
void init(5);
// @ts-expect-error a promise of a number
void init(Promise.resolve(5));
// @ts-expect-error some object
void init({ module });
// @ts-expect-error a function that gives the module
void init(() => module);
// @ts-expect-error nothing
void init();
// @ts-expect-error the module is an object
export const path: string = module;
