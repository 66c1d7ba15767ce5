// One turn with the AWS SDK for Go: the large model's answer as it streams, the small model's in one piece.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
)

func main() {
	large, small, prompt := os.Args[1], os.Args[2], os.Args[3]
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		log.Fatal(err)
	}
	client := bedrockruntime.NewFromConfig(cfg)
	messages := []types.Message{{
		Role:    types.ConversationRoleUser,
		Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: prompt}},
	}}
	if err := stream(ctx, client, large, messages); err != nil {
		log.Fatal(err)
	}
	if err := converse(ctx, client, small, messages); err != nil {
		log.Fatal(err)
	}
}

func stream(ctx context.Context, client *bedrockruntime.Client, model string, messages []types.Message) error {
	answer, err := client.ConverseStream(ctx, &bedrockruntime.ConverseStreamInput{ModelId: aws.String(model), Messages: messages})
	if err != nil {
		return err
	}
	events := answer.GetStream()
	defer events.Close()
	for event := range events.Events() {
		if delta, ok := event.(*types.ConverseStreamOutputMemberContentBlockDelta); ok {
			if text, ok := delta.Value.Delta.(*types.ContentBlockDeltaMemberText); ok {
				fmt.Print(text.Value)
			}
		}
	}
	fmt.Println()
	return events.Err()
}

func converse(ctx context.Context, client *bedrockruntime.Client, model string, messages []types.Message) error {
	answer, err := client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages})
	if err != nil {
		return err
	}
	message := answer.Output.(*types.ConverseOutputMemberMessage).Value
	fmt.Println(message.Content[0].(*types.ContentBlockMemberText).Value)
	return nil
}
