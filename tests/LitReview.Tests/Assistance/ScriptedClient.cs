using Microsoft.Extensions.AI;

namespace LitReview.Tests.Assistance;

/// <summary>A model that says what the test wrote, and keeps what it was told.</summary>
internal sealed class ScriptedClient(string reply) : IChatClient
{
    public List<List<ChatMessage>> Told { get; } = [];

    public string AllTold => string.Join('\n', Told.SelectMany(messages => messages).Select(message => message.Text));

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Told.Add([.. messages]);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, reply)));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Answers are read whole.");

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("essai", null, "essai") : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
