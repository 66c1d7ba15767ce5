import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** One turn with the AWS SDK for Java: the large model's answer as it streams, the small model's in one piece. */
public class Turn {
  public static void main(String[] args) {
    List<Message> messages =
        List.of(Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText(args[2])).build());
    var visitor = ConverseStreamResponseHandler.Visitor.builder()
        .onContentBlockDelta(delta -> System.out.print(delta.delta().text()))
        .build();
    try (var client = BedrockRuntimeAsyncClient.create()) {
      client.converseStream(
          request -> request.modelId(args[0]).messages(messages),
          ConverseStreamResponseHandler.builder().subscriber(visitor).build()).join();
    }
    System.out.println();
    try (var client = BedrockRuntimeClient.create()) {
      var answer = client.converse(request -> request.modelId(args[1]).messages(messages));
      System.out.println(answer.output().message().content().get(0).text());
    }
  }
}
