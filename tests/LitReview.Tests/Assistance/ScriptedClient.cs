using Microsoft.Extensions.AI;

namespace LitReview.Tests.Assistance;

/// <summary>A model that says what the test wrote, the last reply again and again, and keeps what it was told.</summary>
internal sealed class ScriptedClient(params string[] replies) : IChatClient
{
    public List<List<ChatMessage>> Told { get; } = [];

    public Action OnAsked { get; init; } = () => { };

    public string AllTold => string.Join('\n', Told.SelectMany(messages => messages).Select(message => message.Text));

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Told.Add([.. messages]);
        OnAsked();
        cancellationToken.ThrowIfCancellationRequested();
        var reply = replies[Math.Min(Told.Count, replies.Length) - 1];
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
