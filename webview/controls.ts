// The only file that knows the toolkit; a successor can take its place component by component.
import {
  type Button,
  type Checkbox,
  type Dropdown,
  provideVSCodeDesignSystem,
  type TextField,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

const prefix = 'tk';

/** Defines the toolkit's elements; call once, before any control is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton({ prefix }),
    vsCodeCheckbox({ prefix }),
    vsCodeDropdown({ prefix }),
    vsCodeOption({ prefix }),
    vsCodeTextField({ prefix }),
  );
}

/** A push button; `quiet` for the less important ones. */
export function button(label: string, onClick: () => void, quiet = false): HTMLElement {
  const control = document.createElement(`${prefix}-button`) as Button;
  control.setAttribute('appearance', quiet ? 'secondary' : 'primary');
  control.textContent = label;
  control.addEventListener('click', onClick);
  return control;
}

/** A box to tick; `onChange` gets whether it is. */
export function checkbox(
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
): HTMLElement {
  const control = document.createElement(`${prefix}-checkbox`) as Checkbox;
  control.textContent = label;
  control.toggleAttribute('checked', checked);
  control.addEventListener('change', () => onChange(control.checked));
  return control;
}

/** More options than this are put into the list when it is first reached: each is an element with a tree of its own. */
const optionsAtOnce = 40;

/** A list to choose one option from; `onChange` gets its position. */
export function dropdown(
  label: string,
  options: readonly string[],
  selected: number,
  onChange: (position: number) => void,
): HTMLElement {
  const control = document.createElement(`${prefix}-dropdown`) as Dropdown;
  control.setAttribute('aria-label', label);
  const made = options.map((text, position) => {
    const option = document.createElement(`${prefix}-option`);
    option.textContent = text;
    option.setAttribute('value', String(position));
    if (position === selected) option.setAttribute('selected', '');
    return option;
  });
  if (made.length <= optionsAtOnce) control.append(...made);
  else {
    control.append(...made.slice(selected, selected + 1));
    control.addEventListener('focusin', () => control.replaceChildren(...made), { once: true });
  }
  control.addEventListener('change', () => onChange(Number(control.value)));
  return control;
}

/** A one-line field that reports what is in it on every change. */
export function textField(
  label: string,
  placeholder: string,
  onInput: (text: string) => void,
): HTMLElement {
  const control = document.createElement(`${prefix}-text-field`) as TextField;
  // The toolkit overwrites an aria-label by this, and shows it above the field; our styles keep it for screen readers.
  control.textContent = label;
  control.setAttribute('placeholder', placeholder);
  control.addEventListener('input', () => onInput(control.value));
  return control;
}
