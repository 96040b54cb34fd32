// Code and other text to read and copy.
import { CopyButton } from './copy.jsx';

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} props.text what is copied
 * @param {import('preact').ComponentChildren} [props.children] what is shown, where it is more than text
 * @param {import('preact').ComponentChildren} [props.tools]
 * @param {string} [props.id]
 */
export function CodeBlock({ title, text, children, tools, id }) {
  return (
    <section class="block" id={id}>
      <div class="heading">
        <h3>{title}</h3>
        <div class="tools">
          {tools}
          <CopyButton text={text} what={title} />
        </div>
      </div>
      <pre tabIndex={0} role="region" aria-label={title}>
        <code>{children ?? text}</code>
      </pre>
    </section>
  );
}
