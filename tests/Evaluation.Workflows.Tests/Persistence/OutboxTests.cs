using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class SqliteOutboxTests : OutboxTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresOutboxTests : OutboxTests
{
    protected override bool OnPostgres => true;
}

/// <summary>What leaves the ledger for a mail relay, on whichever database.</summary>
public abstract class OutboxTests : IAsyncLifetime
{
    protected abstract bool OnPostgres { get; }

    internal ALedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await ALedger.CreateAsync(OnPostgres);

    public async ValueTask DisposeAsync()
    {
        if (Ledger is not null)
            await Ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_message_is_delivered_at_least_once_and_not_again()
    {
        var id = await Ledger.FiledAsync(); // Two steps opened: two messages.
        var delivered = new List<string>();
        Task Keep(OutboxMessage message, CancellationToken _)
        {
            delivered.Add(message.Id);
            return Task.CompletedTask;
        }

        Assert.Equal(2, (await Ledger.Services.Outbox.DeliverAsync(Keep)).Delivered);
        Assert.Equal(0, (await Ledger.Services.Outbox.DeliverAsync(Keep)).Delivered);
        Assert.Equal([$"{id}:000002", $"{id}:000004"], delivered);

        await Ledger.DoneAsync(id, new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService);
        await Ledger.ReopenAsync();
        Assert.Equal(1, (await Ledger.Services.Outbox.DeliverAsync(Keep)).Delivered);
        Assert.Equal(3, delivered.Distinct().Count());
    }

    [Fact]
    public async Task A_message_that_fails_holds_back_its_own_dossier_alone_and_is_tried_later()
    {
        var (first, second) = (await Ledger.FiledAsync(), await Ledger.FiledAsync()); // Two messages each.
        var delivered = new List<string>();
        Task FailFirst(OutboxMessage message, CancellationToken _)
        {
            if (message.Stream == first.Value)
                throw new IOException("Relais absent.");
            delivered.Add(message.Stream);
            return Task.CompletedTask;
        }

        var round = await Ledger.Services.Outbox.DeliverAsync(FailFirst);

        Assert.Equal([second.Value, second.Value], delivered);
        var failure = Assert.Single(round.Failures);
        Assert.Equal(($"{first}:000002", 1, "Relais absent."), (failure.Message.Id, failure.Attempts, failure.Reason.Message));

        Task Keep(OutboxMessage message, CancellationToken _)
        {
            delivered.Add(message.Id);
            return Task.CompletedTask;
        }

        delivered.Clear();
        Assert.Equal(0, (await Ledger.Services.Outbox.DeliverAsync(Keep)).Delivered); // Its time has not come: 5 seconds.
        Ledger.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(2, (await Ledger.Services.Outbox.DeliverAsync(Keep)).Delivered);
        Assert.Equal([$"{first}:000002", $"{first}:000004"], delivered);
    }

    [Fact]
    public async Task A_message_that_failed_is_tried_at_once_when_it_is_asked()
    {
        await Ledger.OpenAsync();
        await Ledger.Services.Outbox.DeliverAsync((_, _) => throw new IOException("Relais absent."));

        var round = await Ledger.Services.Outbox.DeliverAsync((_, _) => Task.CompletedTask, isForced: true);

        Assert.Equal(1, round.Delivered);
    }

    [Fact]
    public async Task A_delivered_message_is_a_file_that_a_second_delivery_leaves_the_same()
    {
        var id = await Ledger.OpenAsync();
        OutboxMessage? kept = null;
        await Ledger.Services.Outbox.DeliverAsync((message, _) =>
        {
            kept = message;
            return Task.CompletedTask;
        });
        var folder = Path.Combine(Path.GetDirectoryName(Ledger.File)!, "courrier");

        await Ledger.Services.Mailbox.DeliverAsync(kept!);
        await Ledger.Services.Mailbox.DeliverAsync(kept!);

        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.EndsWith($"{id}_000002.eml", file, StringComparison.Ordinal);
        Assert.Contains("Étape ouverte : Dépôt de la demande", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }
}
