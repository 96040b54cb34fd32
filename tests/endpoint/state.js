/**
 * What an account owns: images, instances, tasks. It knows nothing of requests or answers,
 * and refuses nothing: the operations decide.
 */
import { accountId as firstAccountId } from './access-keys.js';
import { demoImages, demoRegionId } from './demo-images.js';
import { newPageToken, newResourceId } from './identifiers.js';
import { establish, holds } from './image-states.js';

/** @typedef {import('./image-states.js').ImageState} ImageState */

/**
 * @typedef {object} Image
 * @property {string} imageId
 * @property {string} regionId
 * @property {string} name
 * @property {string} family the image family, empty for none
 * @property {{ key: string, value: string }[]} tags
 * @property {string} snapshotId
 * @property {number} createdAt epoch milliseconds
 * @property {boolean} isPublic published as a community image
 * @property {string} launchPermission empty, or `hide` for an invitational community image
 * @property {{ accountId: string, sharedAt: number }[]} sharedWith
 * @property {{ sourceImageId: string, finished: boolean }} [copy] present when made by copying
 * @property {boolean} failed its import was cancelled
 * @property {number} [goneAt] present once a deletion was accepted, epoch milliseconds
 */

/**
 * @typedef {object} Instance
 * @property {string} instanceId
 * @property {string} name
 * @property {string} imageId stays when the image is deleted
 * @property {string} regionId
 * @property {string} status
 * @property {number} createdAt
 */

/** @typedef {'ImportImage' | 'ExportImage' | 'RedeployInstance' | 'ModifyDiskSpec' | 'ArchiveSnapshot'} TaskAction */
/** @typedef {'Processing' | 'Finished' | 'Failed'} TaskStatus */

/**
 * @typedef {object} Task
 * @property {string} taskId
 * @property {TaskAction} action
 * @property {TaskStatus} status
 * @property {string} regionId
 * @property {string} resourceId
 * @property {number} createdAt
 * @property {number} [finishedAt]
 */

export class State {
  /** @type {Map<string, Image>} */
  #images = new Map();
  /** @type {Map<string, Instance>} */
  #instances = new Map();
  /** @type {Map<string, Task>} */
  #tasks = new Map();
  /** @type {Map<string, number>} */
  #pageTokens = new Map();
  #now;
  #settings;
  /** Whose all this is. @type {string} */
  accountId;

  /**
   * @param {object} options
   * @param {() => number} options.now
   * @param {{ deletionDelay: number }} options.settings read at each deletion
   * @param {string} [options.accountId] default: the first account, that of the demo images
   */
  constructor({ now, settings, accountId = firstAccountId }) {
    this.#now = now;
    this.#settings = settings;
    this.accountId = accountId;
    this.reset();
  }

  /** Back to the start: one image for each state, all in one region; none in another account. */
  reset() {
    this.#images.clear();
    this.#instances.clear();
    this.#tasks.clear();
    this.#pageTokens.clear();
    if (this.accountId !== firstAccountId) return;
    for (const [name, imageId] of Object.entries(demoImages)) {
      const states = [/** @type {ImageState} */ (name)];
      this.addImage({ imageId, name: `demo-${name}`, states });
    }
  }

  /**
   * @param {object} [options]
   * @param {string} [options.regionId]
   * @param {string} [options.imageId]
   * @param {string} [options.name]
   * @param {string} [options.family]
   * @param {{ key: string, value: string }[]} [options.tags]
   * @param {number} [options.createdAt] default: now
   * @param {ImageState[]} [options.states]
   * @returns {Image}
   */
  addImage({ regionId = demoRegionId, imageId = newResourceId('m'), states = [], ...facts } = {}) {
    /** @type {Image} */
    const image = {
      imageId,
      regionId,
      name: facts.name ?? `image-${imageId.slice(-6)}`,
      family: facts.family ?? '',
      tags: facts.tags ?? [],
      snapshotId: newResourceId('s'),
      createdAt: facts.createdAt ?? this.#now(),
      isPublic: false,
      launchPermission: '',
      sharedWith: [],
      failed: false,
    };
    this.#images.set(imageId, image);
    for (const stateName of states) {
      establish(this, image, stateName);
    }
    return image;
  }

  /** Every image that is not gone yet, in the order of creation. */
  images() {
    this.#forgetGoneImages();
    return [...this.#images.values()];
  }

  /** @param {string} imageId */
  findImage(imageId) {
    this.#forgetGoneImages();
    return this.#images.get(imageId);
  }

  /**
   * The deletion is accepted now and finished after the delay. Instances and snapshot stay.
   *
   * @param {Image} image
   */
  deleteImage(image) {
    image.goneAt ??= this.#now() + this.#settings.deletionDelay;
    this.#forgetGoneImages();
  }

  /**
   * Removes the image at once, as cancelling a copy does.
   *
   * @param {Image} image
   */
  discardImage(image) {
    this.#images.delete(image.imageId);
  }

  /** @param {Image} image */
  statusOf(image) {
    if (image.goneAt !== undefined) {
      return 'UnAvailable';
    }
    if (holds(this, image, 'copying') || holds(this, image, 'importing')) {
      return 'Creating';
    }
    return image.failed ? 'CreateFailed' : 'Available';
  }

  /**
   * Lets the copy, the import and the export under way reach their end.
   *
   * @param {Image} image
   */
  finishWork(image) {
    if (image.copy !== undefined) {
      image.copy.finished = true;
    }
    for (const task of this.tasks()) {
      if (task.resourceId === image.imageId && task.status === 'Processing') {
        this.endTask(task, 'Finished');
      }
    }
  }

  /**
   * @param {Image} image
   * @param {string} accountId
   */
  share(image, accountId) {
    if (!image.sharedWith.some((share) => share.accountId === accountId)) {
      image.sharedWith.push({ accountId, sharedAt: this.#now() });
    }
  }

  /** @param {Image} image */
  addInstance(image) {
    const instanceId = newResourceId('i');
    /** @type {Instance} */
    const instance = {
      instanceId,
      name: `instance-${instanceId.slice(-6)}`,
      imageId: image.imageId,
      regionId: image.regionId,
      status: 'Running',
      createdAt: this.#now(),
    };
    this.#instances.set(instanceId, instance);
    return instance;
  }

  instances() {
    return [...this.#instances.values()];
  }

  /** @param {string} imageId */
  instancesOf(imageId) {
    return this.instances().filter((instance) => instance.imageId === imageId);
  }

  /** @param {string} instanceId */
  releaseInstance(instanceId) {
    return this.#instances.delete(instanceId);
  }

  /**
   * @param {TaskAction} action
   * @param {{ imageId: string, regionId: string }} resource
   */
  addTask(action, resource) {
    /** @type {Task} */
    const task = {
      taskId: newResourceId('t'),
      action,
      status: 'Processing',
      regionId: resource.regionId,
      resourceId: resource.imageId,
      createdAt: this.#now(),
    };
    this.#tasks.set(task.taskId, task);
    return task;
  }

  tasks() {
    return [...this.#tasks.values()];
  }

  /** @param {string} taskId */
  findTask(taskId) {
    return this.#tasks.get(taskId);
  }

  /**
   * @param {TaskAction} action
   * @param {Image} image
   */
  runningTask(action, image) {
    return this.tasks().find(
      (task) =>
        task.action === action && task.resourceId === image.imageId && task.status === 'Processing',
    );
  }

  /**
   * @param {Task} task
   * @param {'Finished' | 'Failed'} status
   */
  endTask(task, status) {
    task.status = status;
    task.finishedAt = this.#now();
  }

  /**
   * A token that stands for "go on from this offset".
   *
   * @param {number} offset
   */
  rememberPage(offset) {
    const token = newPageToken();
    this.#pageTokens.set(token, offset);
    return token;
  }

  /** @param {string} token */
  pageOffset(token) {
    return this.#pageTokens.get(token);
  }

  // Deletions finish when somebody looks, so that no timer has to run.
  #forgetGoneImages() {
    const now = this.#now();
    for (const image of this.#images.values()) {
      if (image.goneAt !== undefined && image.goneAt <= now) {
        this.#images.delete(image.imageId);
      }
    }
  }
}
