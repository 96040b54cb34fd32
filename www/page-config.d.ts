// What the page is told at config.json. All of it is absent without a demo.
export interface PageConfig {
  /** Where the page sends its calls. */
  endpoint?: string;
  /** The endpoint's control interface. */
  controlUrl?: string;
  /** Chosen at first. */
  regionId?: string;
  imageId?: string;
  /** Filled in for the user. */
  credentials?: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
}
