import { mount } from 'svelte';
import DeleteImage from './DeleteImage.svelte';

mount(DeleteImage, {
  target: document.getElementById('app')!,
  props: { regionId: 'cn-hangzhou' },
});
