import type { MapData } from "./map_data.ts";
import type { Setting } from "./panels.ts";

/** The sliders of the settings: what they change is a trait, but the opacity of the images. */
export function settingsOf(
  data: MapData,
  save: (changes: { pointSize?: number; opacity?: number }) => void,
  imageOpacity: (opacity: number) => void,
): Setting[] {
  const settings: Setting[] = [
    {
      ...{ label: "size", min: 0.2, max: 3, step: 0.05, value: data.get("pointSize") },
      changed: (pointSize) => save({ pointSize }),
    },
    {
      ...{ label: "opacity", min: 0.05, max: 1, step: 0.05, value: data.get("opacity") },
      changed: (opacity) => save({ opacity }),
    },
  ];
  if (data.underlays().length === 0) return settings;
  const value = data.get("underlayOpacity");
  return [...settings, { label: "image", min: 0, max: 1, step: 0.05, value, changed: imageOpacity }];
}
