using System.Net;
using System.Text;
using Evaluation.Workflows.Dossiers;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What the running program tells of itself: enough to watch it, and nothing of what people write.</summary>
public sealed class TelemetryTests
{
    // Nobody bears them; each is planted where a person types, names a file, or is named.
    private static readonly string[] Planted =
        ["Quatrebarbes", "quatrebarbes", "ZEPHYRIX", "Vivarelli", "vivarelli", "Montcharmont", "sternutatoire", "Ouistreham"];

    [Fact]
    public async Task Spans_measures_and_logs_of_the_main_acts_hold_no_name_no_text_and_no_file_name()
    {
        using var collector = new LoopbackCollector();
        await using (var web = await RunningWeb.StartOnAsync(
            null, $"--Has:Telemetry:Endpoint={collector.Address}", "--Logging:LogLevel:Default=Information",
            "--Logging:LogLevel:HasToolkit=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Information"))
        {
            using var client = await web.ClientAsync();
            await ActOnDossiersAsync(web, client);
            await ActOnCommentsAsync(web, client);
            await ActOnReviewsAsync(web, client);
            await ActAsProgramAsync(web);
        }

        var told = collector.Text;
        foreach (var expected in new[]
        {
            "ledger.move", "OpenDossier", "AddNote", "comments.store", "comments.analyse", "review.import", "review.search", "CreateReview",
            "has.move.duration", "has.comments", "has.comments.block.wait", "has.model", "review.rank", "/dossiers/{id}/note", "hastoolkit-web",
        })
        {
            Assert.True(told.Contains(expected, StringComparison.Ordinal), $"« {expected} » was not told.");
        }

        Assert.All(Planted, planted => Assert.DoesNotContain(planted, told, StringComparison.Ordinal));
        Assert.DoesNotContain("Authorization", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("has_", told.Replace("has_conditions", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(["/v1/traces", "/v1/metrics", "/v1/logs"], path => Assert.True(collector.Count(path) > 0, $"Nothing came to {path}."));
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_told()
    {
        using var collector = new LoopbackCollector();
        await using (var web = await RunningWeb.StartAsync())
        {
            using var client = await web.ClientAsync();
            await client.GetTextAsync("/dossiers");
        }

        Assert.Equal("", collector.Text);
    }

    [Fact]
    public async Task An_address_that_is_none_stops_the_start_with_a_French_message()
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => RunningWeb.StartOnAsync(null, "--Has:Telemetry:Endpoint=collecteur"));

        Assert.StartsWith("Réglage Has:Telemetry:Endpoint : une adresse http ou https est attendue", refused.Message, StringComparison.Ordinal);
    }

    private static async Task ActOnDossiersAsync(RunningWeb web, WebClient client)
    {
        using var named = await client.SubmitAsync("/bienvenue", "/identite/nouvelle", ("nom", "Léonie Quatrebarbes"));
        Assert.Equal(HttpStatusCode.Found, named.StatusCode);
        using var company = await web.ClientAsync(Routes.Applicant);
        using var opened = await company.SubmitAsync(
            "/dossiers/nouveau", "/dossiers/nouveau", ("demande", "inscription"), ("produit", "ZEPHYRIX"),
            ("description", "Traite la fièvre sternutatoire, d’après Vivarelli"), ("numerique", "oui"), ("ia", "non"),
            ("indication-1", "Fièvre sternutatoire"), ("population-1", "Adultes"));
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        var id = new DossierId(opened.Headers.Location!.ToString().Split('/')[^1]);
        using var noted = await client.SubmitAsync($"/dossiers/{id}?onglet=journal", $"/dossiers/{id}/note", ("texte", "Appel de Mme Montcharmont"));
        Assert.Equal(HttpStatusCode.Found, noted.StatusCode);
        using var part = await company.UploadAsync(id, "synthese", ("rapport Montcharmont.pdf", "%PDF-1.4\n% Montcharmont\n%%EOF\n"));
        using var refused = await company.UploadAsync(id, "synthese", ("Vivarelli.exe", "MZ Montcharmont"));
        await client.GetTextAsync("/dossiers?texte=ZEPHYRIX");
        await client.GetTextAsync("/dossiers/Ouistreham");
        await client.GetTextAsync("/chemin/Ouistreham?nom=Quatrebarbes");
    }

    private static async Task ActOnCommentsAsync(RunningWeb web, WebClient client)
    {
        var file = Comments.AFile([.. Enumerable.Range(1, 6).Select(number => $"Le docteur Montcharmont m’a reçue {number} fois à Ouistreham")]);
        var lot = await client.HandInAndConfirmAsync("service Quatrebarbes.csv", file);
        await web.BatchAsync("service Quatrebarbes.csv");
        await client.GetTextAsync($"/commentaires/{lot}/liste?recherche=Montcharmont");
        using var bad = await client.HandInAsync("Vivarelli.xlsx", "PK\u0003\u0004 Montcharmont"u8.ToArray());
    }

    private static async Task ActOnReviewsAsync(RunningWeb web, WebClient client)
    {
        using var program = await ApiClient.ForAsync(web);
        using var wanted = new StringContent("{ \"title\": \"Fièvre sternutatoire\", \"reviewersPerRecord\": 1 }", Encoding.UTF8, "application/json");
        using var created = await program.Http.PostAsync("/api/v1/revues", wanted);
        var id = created.Headers.Location!.ToString().Split('/')[^1];
        using var imported = await program.SendAsync(
            $"/revues/{id}/imports?source=Vivarelli", "Quatrebarbes.ris",
            Encoding.UTF8.GetBytes(
                "TY  - JOUR\nTI  - La fièvre sternutatoire à Ouistreham\nAU  - Montcharmont, Zoé\nPY  - 2024\nER  - \n"
                + "TY  - JOUR\nTI  - Vivarelli et la toux\nAU  - Quatrebarbes, Léonie\nPY  - 2023\nER  - \n"));
        Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        // The second reference is shown only once the decision on the first has been learnt.
        var reading = HtmlForm.To($"/revues/{id}/tri/faire/avis", await client.GetTextAsync($"/revues/{id}/tri"));
        using var read = await client.PostAsync(reading.Action, [.. reading.Hidden, ("avis", "inclure")]);
        Assert.Equal(HttpStatusCode.Found, read.StatusCode);
        Assert.Contains("data-reading", await client.GetTextAsync($"/revues/{id}/tri"), StringComparison.Ordinal);
        Assert.Contains("sternutatoire", await client.GetTextAsync($"/revues/{id}/recherche?q=sternutatoire"), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task ActAsProgramAsync(RunningWeb web)
    {
        using var program = await ApiClient.ForAsync(web);
        using var noColumn = await program.SendAsync("/commentaires?colonnes=texte=Montcharmont&nom=Quatrebarbes.csv", "Vivarelli.csv", Comments.AFile("Bonjour"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noColumn.StatusCode);
        using var unknown = await program.Http.GetAsync("/api/v1/dossiers/Ouistreham?texte=Quatrebarbes");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
