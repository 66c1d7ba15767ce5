"""One turn with LiteLLM: the large model's answer as it streams, the small model's in one piece."""

import sys

import litellm

large, small, prompt = sys.argv[1:]
messages = [{"role": "user", "content": prompt}]
for chunk in litellm.completion(model=f"bedrock/{large}", messages=messages, stream=True):
    print(chunk.choices[0].delta.content or "", end="")
print()
print(litellm.completion(model=f"bedrock/{small}", messages=messages).choices[0].message.content)
