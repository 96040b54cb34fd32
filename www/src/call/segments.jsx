// A step in parts, each marked when it is not what it was before.
import { CodeBlock } from '../parts/code.jsx';
import { Marked } from './marked.jsx';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.title
 * @param {import('../lib/parameters.js').Segment[]} props.segments those without a name stay unmarked
 * @param {import('./marked.jsx').NoveltyOf} props.novelty
 */
export function Segments({ id, title, segments, novelty }) {
  return (
    <CodeBlock id={id} title={title} text={segments.map(({ text }) => text).join('')}>
      {segments.map(({ text, name }, index) => (
        <Marked key={index} novelty={name === '' ? 'same' : novelty(name)}>
          {text}
        </Marked>
      ))}
    </CodeBlock>
  );
}
