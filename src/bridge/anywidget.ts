/** The range of anywidget versions that a page may have; JupyterLab draws a model only when its own is inside. */
const VERSION_RANGE = ">=0.9.0 <1";

/** Metadata of every message of the widget protocol: the protocol's version. */
export const WIDGET_METADATA = Object.freeze({ version: "2.1.0" });

/** Name of the comms that models live on. */
export const WIDGET_TARGET = "jupyter.widget";

/** Name of the comm by which a page that was loaded again asks for all models. */
export const CONTROL_TARGET = "jupyter.widget.control";

/** Which class of which module draws a model. */
export const MODEL_CLASS = Object.freeze({
  model_name: "AnyModel",
  model_module: "anywidget",
  model_module_version: VERSION_RANGE,
});

/** What a model's state says beside its traits: who draws it, and with which code. */
export function anywidgetState(id: string, module: string, css?: string): Readonly<Record<string, unknown>> {
  return {
    _model_module: MODEL_CLASS.model_module,
    _model_name: MODEL_CLASS.model_name,
    _model_module_version: MODEL_CLASS.model_module_version,
    _view_module: "anywidget",
    _view_name: "AnyView",
    _view_module_version: VERSION_RANGE,
    _view_count: null,
    _anywidget_id: `weft.${id}`,
    _esm: module,
    ...(css === undefined ? {} : { _css: css }),
  };
}

/** The part of a display that makes a page draw a model. */
export function viewBundle(id: string): Readonly<Record<string, unknown>> {
  return { "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 1, model_id: id } };
}
