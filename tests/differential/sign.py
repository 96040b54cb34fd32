"""Signs parameter sets with the official Python SDK: one JSON object a line in, one signature a line out."""

import json
import sys

from aliyunsdkcore.auth.composer import rpc_signature_composer as composer

# The SDK's own steps. What calls them sets the time and the nonce itself, so it cannot be compared.
compose = getattr(composer, "__compose_string_to_sign")
sign = getattr(composer, "__get_signature")

for line in sys.stdin:
    request = json.loads(line)
    string_to_sign = compose(request["method"], request["parameters"])
    print(sign(string_to_sign, request["accessKeySecret"]))
