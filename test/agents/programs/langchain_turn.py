"""One turn with langchain-aws: the large model's answer as it streams, the small model's in one piece."""

import sys

from langchain_aws import ChatBedrockConverse

large, small, prompt = sys.argv[1:]
for chunk in ChatBedrockConverse(model=large).stream(prompt):
    for block in chunk.content if isinstance(chunk.content, list) else []:
        print(block.get("text", ""), end="")
print()
print(ChatBedrockConverse(model=small).invoke(prompt).content)
