"""One turn with Anthropic's SDK on the Messages route: a count, the large model as it streams, the small one in one piece."""

import sys

from anthropic import Anthropic

large, small, prompt = sys.argv[1:]
client = Anthropic()
messages = [{"role": "user", "content": prompt}]
client.beta.messages.count_tokens(model=large, messages=messages)
with client.messages.stream(model=large, max_tokens=100, messages=messages) as stream:
    for text in stream.text_stream:
        print(text, end="")
print()
print(client.messages.create(model=small, max_tokens=100, messages=messages).content[0].text)
