import { createApp } from 'vue';
import DeleteImage from './DeleteImage.vue';

createApp(DeleteImage, { regionId: 'cn-hangzhou' }).mount('#app');
