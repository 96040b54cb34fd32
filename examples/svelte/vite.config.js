// For Svelte alone: the package needs nothing here.
import { svelte } from '@sveltejs/vite-plugin-svelte';

export default { plugins: [svelte()] };
