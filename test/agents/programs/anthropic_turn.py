"""One turn with Anthropic's SDK: the large model's answer as it streams, the small model's in one piece."""

import sys

from anthropic import AnthropicBedrock

large, small, prompt = sys.argv[1:]
client = AnthropicBedrock()
messages = [{"role": "user", "content": prompt}]
with client.messages.stream(model=large, max_tokens=100, messages=messages) as stream:
    for text in stream.text_stream:
        print(text, end="")
print()
print(client.messages.create(model=small, max_tokens=100, messages=messages).content[0].text)
