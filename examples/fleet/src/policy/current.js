// The policy that this Worker was deployed with. It is part of the code, so that a change of it is
// reviewed and can be taken back like one.
import policy from '../../policy.json' with { type: 'json' };

export default policy;
