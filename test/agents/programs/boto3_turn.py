"""One turn with boto3: the large model's answer as it streams, the small model's in one piece."""

import sys

import boto3

large, small, prompt = sys.argv[1:]
client = boto3.client("bedrock-runtime")
messages = [{"role": "user", "content": [{"text": prompt}]}]
for event in client.converse_stream(modelId=large, messages=messages)["stream"]:
    print(event.get("contentBlockDelta", {}).get("delta", {}).get("text", ""), end="")
print()
print(client.converse(modelId=small, messages=messages)["output"]["message"]["content"][0]["text"])
