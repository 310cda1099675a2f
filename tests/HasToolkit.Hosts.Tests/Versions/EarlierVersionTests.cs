using Accounts;
using Accounts.People;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using LitReview;
using LitReview.Reviews;
using Verbatims.Nlp;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Topics;

namespace HasToolkit.Hosts.Tests.Versions;

/// <summary>
/// Data that earlier versions of the program wrote, opened with the present one. The samples were written by the program itself, at
/// the last commit of each version of the tables; docs/decisions/0021 says how.
/// </summary>
public sealed class EarlierVersionTests
{
    // What a version keeps that the next ones rewrite when they open: the number of the tables, and nothing else.
    private static readonly string[] Rewritten = ["schema_versions", "verbatim_schema_versions", "litreview_schema_versions"];

    /// <summary>Ledger 1; ledger 2 with comments 2; ledger 2 with comments 3 and the first reviews; ledger 3; ledger 4.</summary>
    public static TheoryData<string, bool> Versions =>
        [.. from version in (string[])["v1", "v2", "v3", "v4", "v5"] from onPostgres in (bool[])[false, true] select (version, onPostgres)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Data_of_an_earlier_version_are_all_there_hold_and_can_be_worked_on(string version, bool onPostgres)
    {
        await using var data = await EarlierData.UnpackAsync(version, onPostgres);
        var before = await data.DigestAsync();
        Assert.True(before["events"].Rows > 100, $"{before["events"].Rows} events are in the sample.");

        using var model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);
        using var ledger = await EvaluationServices.OpenAsync(data.Folder, data.Connection);
        using var reviews = await LitReviewServices.OpenAsync(data.Folder, data.Connection);
        using var comments = await VerbatimServices.OpenAsync(
            data.Folder, new CommentAnalyser(model, TopicGrid.Shipped), TopicGrid.Shipped.Version, data.Connection);

        var after = await data.DigestAsync(before);
        Assert.Equal(before.Keys, after.Keys);
        foreach (var (table, kept) in before.Where(table => !Rewritten.Contains(table.Key)))
            Assert.True((kept.Rows, kept.Digest) == (after[table].Rows, after[table].Digest), $"{version}: the rows of {table} are not what they were.");

        await LedgerHoldsAsync(ledger, before["streams"].Rows, before["events"].Rows);
        await LedgerWorksAsync(ledger);
        await ReviewsHoldAndWorkAsync(reviews, before.TryGetValue("litreview_reviews", out var known) ? known.Rows : 0);
        await CommentsHoldAndWorkAsync(comments, before.TryGetValue("verbatim_comments", out var stored) ? stored.Rows : 0);
    }

    /// <summary>Accounts 1: an administrator and a person with passwords, one invited, one blocked, and their journal.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accounts_of_an_earlier_version_are_all_there_and_sign_in(bool onPostgres)
    {
        await using var data = await EarlierData.UnpackAsync("comptes-1", onPostgres);
        var before = await data.DigestAsync();
        Assert.Equal((4, 11), (before["accounts"].Rows, before["account_events"].Rows));

        using var accounts = await AccountServices.OpenAsync(data.Folder, data.Connection);

        var after = await data.DigestAsync(before);
        foreach (var (table, kept) in before.Where(table => table.Key != "account_schema_versions"))
            Assert.True((kept.Rows, kept.Digest) == (after[table].Rows, after[table].Digest), $"The rows of {table} are not what they were.");
        Assert.Equal((11, null), await accounts.Queries.VerifyAsync());
        var (answer, claire) = await accounts.SignIn.TryAsync("claire.martin", "quatre-tulipes sous la lune");
        Assert.Equal(PasswordAnswer.Right, answer);
        var code = await accounts.Sessions.OpenAsync(claire!, "Firefox sur Linux", "mot de passe");
        Assert.Equal(claire!.Id, (await accounts.Sessions.FindAsync(code))?.Account.Id);
        Assert.Equal((12, null), await accounts.Queries.VerifyAsync());
    }

    private static async Task LedgerHoldsAsync(EvaluationServices ledger, int streams, int events)
    {
        var report = await ledger.Audit.VerifyAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(streams, (await ledger.Audit.DigestAsync()).Count);
        var lines = 0;
        await foreach (var _ in ledger.Audit.ExportAsync())
            lines++;
        Assert.Equal(events, lines);

        var reader = (await ledger.Queries.PersonAsync(new PersonId("sophie-marchand")))!;
        var list = await ledger.Queries.ListAsync(new DossierFilter(reader.Id, PageSize: 500));
        Assert.True(list.Total > 3, $"{list.Total} dossiers are shown.");
        foreach (var dossier in list.Dossiers)
        {
            var (file, refusal) = await ledger.Queries.ReadAsync(dossier.Id, reader);
            Assert.True(file is { Fault: null }, $"{dossier.Id}: {refusal?.Message ?? file?.Fault?.Problem}");
        }
    }

    private static async Task LedgerWorksAsync(EvaluationServices ledger)
    {
        var by = new Signature(new PersonId("sophie-marchand"), Role.EvaluationService, Guid.NewGuid());
        var open = (await ledger.Queries.ListAsync(new DossierFilter(by.Person, Situation: DossierSituation.Open))).Dossiers[0];
        Assert.IsType<MoveResult.Done>(await ledger.Desk.DoAsync(open.Id, new AddNote("Relu après la mise à jour."), by));
        Assert.IsType<KeyResult.Made>(await ledger.Keys.MakeAsync(
            new KeyRequest("Essai", [KeyScope.ReadDossiers], 30), by with { Command = Guid.NewGuid() }));
        Assert.Empty((await ledger.Audit.VerifyAsync()).Faults);
    }

    private static async Task ReviewsHoldAndWorkAsync(LitReviewServices reviews, int expected)
    {
        var all = await reviews.Queries.ReviewsAsync();
        Assert.Equal(expected, all.Count);
        foreach (var row in all)
        {
            Assert.Null(await reviews.Queries.FirstFaultAsync(row.Id));
            var review = (await reviews.Queries.ReviewAsync(row.Id))!;
            Assert.Equal(row.Records, review.Records.Count);
            Assert.Null(await reviews.Queries.FirstChangedImportAsync(review));
            Assert.IsType<ReviewResult.Done>(await reviews.Desk.DoAsync(
                row.Id, new WriteNote(1, "Relue après la mise à jour."), new ReviewerId("sophie-marchand"), Guid.NewGuid()));
            Assert.Null(await reviews.Queries.FirstFaultAsync(row.Id));
        }
    }

    private static async Task CommentsHoldAndWorkAsync(VerbatimServices comments, int expected)
    {
        var batches = await comments.Queries.BatchesAsync();
        Assert.Equal(expected, batches.Sum(batch => batch.Comments));
        foreach (var batch in batches)
        {
            var figures = await comments.Queries.FiguresAsync(new CommentQuery(batch.Id));
            Assert.Equal(batch.Run?.Analysed ?? 0, figures.Cards.Comments.Value);
            var first = Assert.Single(await comments.Queries.CommentsAsync(batch.Id, [1]));
            await comments.Desk.MarkAsync(first.Key, isRead: true, "Sophie Marchand");
            await comments.Desk.CorrectAsync(first.Key, Tone.Negative, null, null, "Sophie Marchand");
            Assert.Equal(Tone.Negative, Assert.Single(await comments.Queries.CommentsAsync(batch.Id, [1])).Tone);
        }
    }
}
