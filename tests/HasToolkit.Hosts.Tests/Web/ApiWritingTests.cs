using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HasToolkit.Tests;
using LitReview.Reviews;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What programs hand in.</summary>
public sealed class ApiWritingTests
{
    private const string TwoReferences =
        "TY  - JOUR\nTI  - Remote monitoring of heart failure\nAU  - Martin, Claire\nPY  - 2024\nDO  - 10.1000/exemple.1\nER  - \n"
        + "TY  - JOUR\nTI  - Remote monitoring of heart failure\nAU  - Martin, C.\nPY  - 2024\nDO  - 10.1000/exemple.1\nER  - \n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_of_comments_is_analysed_its_names_masked_and_the_same_file_is_the_same_batch(bool onPostgres)
    {
        await using var postgres = onPostgres ? await ScratchPostgres.CreateAsync(Server()) : null;
        await using var web = await RunningWeb.StartOnAsync(postgres?.Connection);
        using var client = await ApiClient.ForAsync(web);
        var file = Comments.AFile([.. Enumerable.Range(1, 12).Select(number => $"Madame Dupontel a attendu {number} heures aux urgences")]);

        using var sent = await client.SendAsync("/commentaires", "dépôt.csv", file);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var place = sent.Headers.Location!.ToString();
        var lot = place.Split('/')[^1];
        Assert.Equal("Sophie Marchand", (await web.BatchAsync("dépôt.csv")).Person);

        Assert.Equal("ready", (await client.GetAsync($"/commentaires/{lot}")).GetProperty("state").GetString());
        var figures = await client.GetAsync($"/commentaires/{lot}/chiffres");
        Assert.Equal(12, figures.GetProperty("comments").GetInt64());
        var lines = (await client.Http.GetStringAsync($"/api/v1/commentaires/{lot}/resultats")).TrimEnd('\n').Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.All(lines, line => Assert.DoesNotContain("Dupontel", line, StringComparison.OrdinalIgnoreCase));
        using var json = JsonDocument.Parse(lines[0]);
        Assert.Equal("Urgences", json.RootElement.GetProperty("service").GetString());

        using var again = await client.SendAsync("/commentaires", "autre nom.csv", file);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var known = (await again.Content.ReadFromJsonAsync<JsonElement>())!;
        Assert.Equal((lot, true), (known.GetProperty("batch").GetString(), known.GetProperty("wasThere").GetBoolean()));
        Assert.Empty(Directory.GetDirectories(Path.Combine(web.Folder, "depots-commentaires")));
    }

    [Fact]
    public async Task A_filter_that_leaves_fewer_than_five_comments_is_refused_for_figures_and_for_texts()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await ApiClient.ForAsync(web);
        var rows = Enumerable.Range(1, 9).Select(number => (Service: "Urgences", Text: $"Attente trop longue {number} fois"))
            .Concat(Enumerable.Range(1, 4).Select(number => (Service: "Réanimation", Text: $"Équipe très douce {number} fois")));
        var csv = "Service;Remarque\n" + string.Concat(rows.Select(row => $"{row.Service};\"{row.Text}\"\n"));
        using var sent = await client.SendAsync("/commentaires", "petit.csv", Encoding.UTF8.GetBytes(csv));
        var lot = sent.Headers.Location!.ToString().Split('/')[^1];
        await web.BatchAsync("petit.csv");

        foreach (var asked in new[] { "chiffres?service=Réanimation", "resultats?service=Réanimation", "chiffres?recherche=douce", "resultats?recherche=douce" })
        {
            using var answer = await client.Http.GetAsync($"/api/v1/commentaires/{lot}/{asked}");
            await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "effectif-faible");
        }

        var services = (await client.GetAsync($"/commentaires/{lot}/chiffres")).GetProperty("services").EnumerateArray().ToList();
        Assert.DoesNotContain(services, one => one.GetProperty("name").GetString() == "Réanimation");
        Assert.Equal(JsonValueKind.Null, services.Single(one => one.GetProperty("name").GetString() != "Urgences").GetProperty("comments").ValueKind);
        Assert.DoesNotContain("Réanimation", await client.Http.GetStringAsync($"/api/v1/commentaires/{lot}/resultats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_refused_and_nothing_of_it_stays()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await ApiClient.ForAsync(web);
        using var chair = await ApiClient.ForAsync(web, Routes.Chair);
        using var noText = await client.SendAsync("/commentaires", "sans.csv", "a;b\n1;2\n"u8.ToArray());
        using var other = new StringContent("rien");
        using var form = new MultipartFormDataContent { { other, "autre" } };
        using var noFile = await client.Http.PostAsync("/api/v1/commentaires", form);
        using var plain = new ByteArrayContent(Comments.AFile("Très bien"));
        plain.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var wrongType = await client.Http.PostAsync("/api/v1/commentaires", plain);
        using var wrongRole = await chair.SendAsync("/commentaires", "depot.csv", Comments.AFile("Très bien"));
        using var cut = new StringContent("--x\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\ncoupé");
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var cutOff = await client.Http.PostAsync("/api/v1/commentaires", cut);
        // A client that waits to be told to go on is answered before it sends; another would be cut off.
        client.Http.DefaultRequestHeaders.ExpectContinue = true;
        using var tooLarge = await client.SendAsync("/commentaires", "gros.csv", new byte[110_000_001]);

        await noText.ProblemAsync(HttpStatusCode.UnprocessableEntity, "refus");
        await noFile.ProblemAsync(HttpStatusCode.UnprocessableEntity, "refus");
        await wrongType.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "type-inconnu");
        await wrongRole.ProblemAsync(HttpStatusCode.Forbidden, "droit-manquant");
        await cutOff.ProblemAsync(HttpStatusCode.BadRequest, "demande-illisible");
        await tooLarge.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "trop-gros");
        var shelf = Path.Combine(web.Folder, "depots-commentaires");
        Assert.True(!Directory.Exists(shelf) || Directory.GetDirectories(shelf).Length == 0, "A refused file is still there.");
    }

    [Fact]
    public async Task A_review_is_created_once_filled_once_and_its_duplicates_are_counted()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await ApiClient.ForAsync(web);
        var command = Guid.NewGuid().ToString();
        var (first, again) = (await CreateAsync(client, "Télésurveillance", command), await CreateAsync(client, "Télésurveillance", command));
        using var other = await PostReviewAsync(client, "Autre titre", command);
        Assert.Equal(first, again);
        await other.ProblemAsync(HttpStatusCode.Conflict, "conflit");

        using var sent = await client.SendAsync($"/revues/{first}/imports?source=MEDLINE&le=2026-11-02", "export.ris", Encoding.UTF8.GetBytes(TwoReferences));
        using var repeated = await client.SendAsync($"/revues/{first}/imports?source=MEDLINE&le=2026-11-02", "export.ris", Encoding.UTF8.GetBytes(TwoReferences));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (sent.StatusCode, repeated.StatusCode));
        var review = (await web.Reviews.Queries.ReviewAsync(new ReviewId(first)))!;
        Assert.Equal((2, 1), (review.Records.Count, review.Imports.Count));
        Assert.Equal(new ReviewerId("sophie-marchand"), review.Imports[0].Person);
        Assert.Equal(1, (await client.GetAsync($"/revues/{first}/doublons")).GetProperty("linkedByTool").GetInt32());
        var references = (await client.GetAsync($"/revues/{first}/references")).GetProperty("references").EnumerateArray().ToList();
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Number], references.Select(one => one.GetProperty("duplicateOf").ValueKind));

        using var nothing = await client.SendAsync($"/revues/{first}/imports", "vide.ris", "rien du tout"u8.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var noTitle = await PostReviewAsync(client, " ", null);
        await noTitle.ProblemAsync(HttpStatusCode.UnprocessableEntity, "refus");
        using var half = new StringContent("{ \"title\": ", Encoding.UTF8, "application/json");
        using var noJson = await client.Http.PostAsync("/api/v1/revues", half);
        await noJson.ProblemAsync(HttpStatusCode.BadRequest, "demande-illisible");
    }

    [Fact]
    public async Task The_vote_of_another_reader_stays_hidden_until_both_have_read()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await ApiClient.ForAsync(web);
        var id = new ReviewId(await CreateAsync(client, "À deux lecteurs", null));
        using var sent = await client.SendAsync($"/revues/{id}/imports", "export.ris", Encoding.UTF8.GetBytes(TwoReferences));
        await web.Reviews.Desk.DoAsync(id, new JudgeRecord(1, Stage.TitleAbstract, Verdict.Exclude), new ReviewerId("claire-martin"), Guid.NewGuid());

        var before = (await client.GetAsync($"/revues/{id}/references")).GetProperty("references")[0];
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null), (before.GetProperty("titleOutcome").ValueKind, before.GetProperty("ownVerdict").ValueKind));

        await web.Reviews.Desk.DoAsync(id, new JudgeRecord(1, Stage.TitleAbstract, Verdict.Exclude), new ReviewerId("sophie-marchand"), Guid.NewGuid());
        var after = (await client.GetAsync($"/revues/{id}/references")).GetProperty("references")[0];
        Assert.Equal(("excluded", "exclude"), (after.GetProperty("titleOutcome").GetString(), after.GetProperty("ownVerdict").GetString()));
    }

    private static async Task<string> CreateAsync(ApiClient client, string title, string? command)
    {
        using var answer = await PostReviewAsync(client, title, command);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<HttpResponseMessage> PostReviewAsync(ApiClient client, string title, string? command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/revues") { Content = JsonContent.Create(new { title }) };
        if (command is not null)
            request.Headers.Add("Idempotency-Key", command);
        return await client.Http.SendAsync(request);
    }

    private static string Server()
    {
        if (ScratchPostgres.Server is { } server)
            return server;
        Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}. "
            + $"(No PostgreSQL: set {ScratchPostgres.Variable} to the connection string of a server.)");
        throw new InvalidOperationException("Unreachable: the test is skipped.");
    }
}
