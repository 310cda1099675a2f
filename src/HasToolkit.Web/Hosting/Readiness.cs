using System.Data.Common;
using Accounts;
using Evaluation.Workflows;
using LitReview;
using Verbatims.Nlp;

namespace HasToolkit.Web.Hosting;

/// <summary>Whether this machine can serve: each of its databases answers. For who balances the load or watches.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>200 « ok », or 503 with the parts that do not answer. No detail: it is asked by anyone on the network.</summary>
    public static async Task<IResult> AskAsync(
        EvaluationServices dossiers, VerbatimServices comments, LitReviewServices reviews, AccountServices accounts,
        CancellationToken cancellationToken)
    {
        (string Part, string Table, Func<CancellationToken, Task<DbConnection>> Connect)[] parts =
        [
            ("dossiers", "schema_versions", dossiers.Database.ConnectAsync),
            ("commentaires", "verbatim_schema_versions", comments.Database.ConnectAsync),
            ("revues", "litreview_schema_versions", reviews.Database.ConnectAsync),
            ("comptes", "account_schema_versions", accounts.Database.ConnectAsync),
        ];
        var silent = new List<string>();
        foreach (var (part, table, connect) in parts)
        {
            if (!await AnswersAsync(table, connect, cancellationToken))
                silent.Add(part);
        }

        return silent.Count == 0
            ? Results.Text("ok")
            : Results.Text($"La base ne répond pas : {string.Join(", ", silent)}.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> AnswersAsync(
        string table, Func<CancellationToken, Task<DbConnection>> connect, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await using var connection = await connect(limit.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT MAX(version) FROM {table}";
            await command.ExecuteScalarAsync(limit.Token);
            return true;
        }
        catch (Exception e) when (e is DbException or OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
