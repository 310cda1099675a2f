using System.Security.Cryptography;
using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Tests;
using LitReview;
using LitReview.Demo;
using LitReview.Reviews;
using Npgsql;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>
/// The folder of the data deleted, the schema of the database dropped: everything comes back from the backup, files of every kind and
/// accounts with it.
/// </summary>
public sealed class DisasterTests : IDisposable
{
    private const string Password = "quatre-tulipes sous la lune";
    private const string Answer = "Non : l’étude porte sur une autre version.";
    private const string Grid =
        """
        {
          "id": "maison", "version": 1, "title": "Grille de la maison", "shortTitle": "Maison", "lead": "Ce que nous regardons d’abord.",
          "scope": "dossier", "appliesTo": "when-digital", "filledBy": ["chef-de-projet"], "asks": "description", "needsPage": false,
          "source": {"article": "Note de service fictive", "status": "vérifié"},
          "sections": [{"id": "usage", "title": "Usage"}],
          "items": [{"id": "reprise", "section": "usage", "label": "Reprise", "text": "Qui reprend la main, et quand ?", "status": "vérifié"}]
        }
        """;

    private const string BiasForm =
        """
        { "id": "maison", "version": 1, "name": "Maison", "source": "Service, 2026", "confidence": "M",
          "judgements": [ { "key": "oui", "name": "Oui", "sign": "+", "tone": "good" }, { "key": "non", "name": "Non", "sign": "–", "tone": "bad" } ],
          "domains": [ { "key": "aveugle", "short": "Av.", "name": "Aveugle", "question": "En aveugle ?", "kind": "bias" } ] }
        """;

    // What can be made again is in no backup.
    private static readonly string[] MadeAgain = ["schemas", "index", "recherche"];

    private readonly Shell _shell = new();

    private string Zip => Path.Combine(_shell.Folder, "..", $"{Path.GetFileName(_shell.Folder)}.zip");

    public void Dispose()
    {
        _shell.Dispose();
        File.Delete(Zip);
    }

    [Fact]
    public async Task A_data_folder_that_was_deleted_comes_back_whole() => await DestroyAsync(connection: null);

    [Fact]
    public async Task A_schema_that_was_dropped_and_a_folder_that_was_deleted_come_back_whole()
    {
        if (ScratchPostgres.Server is not { } server)
        {
            Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
            return;
        }

        await using var database = await ScratchPostgres.CreateAsync(server);
        await DestroyAsync(database.Connection);
    }

    private async Task DestroyAsync(string? connection)
    {
        string[] place = connection is null ? [] : ["--base", connection];
        var (dossier, review, record) = await FillAsync(connection, place);
        var works = await WhatWorksAsync(connection, dossier, review, record);
        var (said, files) = (await SaidAsync(place), Files());
        await _shell.Do(["backup", Zip, .. place]);

        Directory.Delete(_shell.Folder, recursive: true);
        if (connection is not null)
            await DropAsync(connection);
        Directory.CreateDirectory(_shell.Folder);
        var empty = await _shell.Do(["dossier", "list", "--json", .. place]);
        Assert.DoesNotContain("DERMASCOPE", empty.Out, StringComparison.Ordinal);
        Assert.Empty(Files());

        await _shell.Do(["restore", Zip, .. place]);
        await _shell.Do(["verify", "--pieces", .. place]);
        Assert.Equal(files, Files());
        Assert.Equal(said, await SaidAsync(place));
        Assert.Equal(works, await WhatWorksAsync(connection, dossier, review, record));
    }

    // Every part, with a file of every kind that the data folder may hold.
    private async Task<(DossierId Dossier, ReviewId Review, int Record)> FillAsync(string? connection, string[] place)
    {
        await _shell.Do(["demo", .. place]);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_shell.Folder, "grilles")).FullName, "maison.1.json");
        await File.WriteAllTextAsync(file, Grid);
        DossierId dossier;
        using (var ledger = await EvaluationServices.OpenAsync(_shell.Folder, connection))
            dossier = Assert.Single((await ledger.Queries.ListAsync(new DossierFilter(Text: "DERMASCOPE"))).Dossiers).Id;
        await _shell.Do(
            [
                "dossier", "grille", "remplir", dossier.Value, "maison", "reprise", "partiel", "--commentaire", "Le dermatologue.",
                "--par", "claire-martin", .. place,
            ]);
        var pdf = Outside("avis.pdf", "%PDF-1.7\nun calcul\n");
        await _shell.Do(["expert", "repondre", dossier.Value, "E1", "--texte", Answer, "--fichier", pdf, "--par", "sonia-lefort", .. place]);
        var comments = Outside("fictifs.csv", "id;texte;service\n1;Personnel très gentil;Urgences\n2;Deux heures d’attente, c’est trop;Urgences\n");
        await _shell.Do(["verbatims", "analyse", comments, .. place]);

        ReviewId review;
        int record;
        using (var reviews = await LitReviewServices.OpenAsync(_shell.Folder, connection))
        {
            await DemoReview.SeedAsync(reviews, new("claire-martin"), new("paul-henry"), new("sophie-marchand"));
            review = (await reviews.Queries.ReviewsAsync())[0].Id;
            var state = (await reviews.Queries.ReviewAsync(review))!;
            record = state.Records.First(state.IsForFullText).Number;
            using var content = new MemoryStream("%PDF-1.7\nun texte intégral\n"u8.ToArray());
            Assert.IsType<ReviewResult.Done>(await reviews.Desk.DoAsync(
                review, new AttachFullText(record, await reviews.FullTexts.SaveAsync(content, "article.pdf")), new("claire-martin"), Guid.NewGuid()));
        }

        await _shell.Do(["litreview", "bias-form", review.Value, Outside("biais.json", BiasForm), "--par", "claire-martin", .. place]);
        using (var accounts = await AccountServices.OpenAsync(_shell.Folder, connection))
        {
            var created = await accounts.Desk.CreateAsync("claire.martin", "Claire Martin", "claire-martin", by: null);
            Assert.NotNull((await accounts.SignIn.AcceptAsync(created.Code!, Password)).Account);
            await accounts.Desk.CreateAsync("luc.bernard", "Luc Bernard", person: null, by: null);
        }

        foreach (var outside in new[] { "avis.pdf", "fictifs.csv", "biais.json" })
            File.Delete(Outside(outside));
        return (dossier, review, record);
    }

    // What a person can still do with it: open each file, follow the own grid, sign in.
    private async Task<string> WhatWorksAsync(string? connection, DossierId dossier, ReviewId review, int record)
    {
        using var ledger = await EvaluationServices.OpenAsync(_shell.Folder, connection);
        using var reviews = await LitReviewServices.OpenAsync(_shell.Folder, connection);
        using var accounts = await AccountServices.OpenAsync(_shell.Folder, connection);
        var reader = (await ledger.Queries.PersonAsync(new("sophie-marchand")))!;
        var answer = (await ledger.Casework.ReadAsync(dossier, reader)).File!.Find("E1")!.Answer!;
        Assert.Equal(Answer, answer.Text);
        Assert.Equal("Grille de la maison", ledger.Grids.Latest("maison")!.Title);
        var filled = (await ledger.Queries.ReadAsync(dossier, reader)).File!.Dossier.Assessment;
        Assert.Contains(filled.Answers.Keys, answered => answered.Grid.Id == "maison");
        var state = (await reviews.Queries.ReviewAsync(review))!;
        var text = state.Records.Single(one => one.Number == record).FullText!;
        Assert.Contains(state.BiasForms, form => form.Id == "maison");
        var (signedIn, account) = await accounts.SignIn.TryAsync("claire.martin", Password);
        Assert.NotNull(account);
        await using var part = ledger.Parts.Open(answer.File!.Sha256);
        await using var article = reviews.FullTexts.Open(text.Sha256);
        return $"{answer.File} {await HashAsync(part)} {text} {await HashAsync(article)} {signedIn} {account.Id}";
    }

    private async Task<string> SaidAsync(string[] place)
    {
        var said = new List<string>();
        foreach (var command in new string[][]
        {
            ["export"], ["verbatims", "show", "dernier", "--json"], ["litreview", "list", "--json"], ["compte", "list", "--json"],
            ["personne", "list", "--json"],
        })
        {
            said.Add((await _shell.Do([.. command, .. place])).Out);
        }

        return string.Join('\n', said);
    }

    private string Files() => string.Join('\n', Directory.EnumerateFiles(_shell.Folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path: Path.GetRelativePath(_shell.Folder, file), File: file))
        .Where(one => !one.Path.Contains(".db", StringComparison.Ordinal) && !MadeAgain.Contains(one.Path.Split('/')[0]))
        .OrderBy(one => one.Path, StringComparer.Ordinal)
        .Select(one => $"{one.Path} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(one.File)))}"));

    private string Outside(string name, string? content = null)
    {
        var path = Path.Combine(_shell.Folder, "..", $"{Path.GetFileName(_shell.Folder)}-{name}");
        if (content is not null)
            File.WriteAllText(path, content);
        return path;
    }

    private static async Task<string> HashAsync(Stream content) => Convert.ToHexStringLower(await SHA256.HashDataAsync(content));

    private static async Task DropAsync(string connection)
    {
        await using var database = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
        await command.ExecuteNonQueryAsync();
    }
}
