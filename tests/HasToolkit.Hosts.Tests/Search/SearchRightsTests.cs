using System.Net;
using System.Text.RegularExpressions;
using HasToolkit.Hosts.Tests.Web;
using HasToolkit.Tests;
using WebClient = HasToolkit.Hosts.Tests.Web.WebClient;

namespace HasToolkit.Hosts.Tests.Search;

/// <summary>Whatever the search lists opens for the person, and what does not open is neither listed nor counted.</summary>
public sealed partial class SearchRightsTests(DemoWeb demo)
{
    private const string Deported = "dr-karim-haddad|membre";

    private static readonly string[] Words =
    [
        "fictif", "patients", "insuline", "échographie cardiaque", "GLYCOGUIDE", "DERMASCOPE", "lésion", "notice", "télésurveillance", "heart failure",
        "attente", "avis", "entreprise", "MOUVANCE", "épaule", "VISIOTENSION", "certificat*", "étude",
    ];

    public static TheoryData<string> Everyone =>
    [
        Routes.Service, Routes.Lead, Routes.Chair, Routes.Ethics, Routes.Applicant, "demandeur-medivia|demandeur", Deported,
        "sonia-lefort|expert", "remi-vasseur|expert", "lucie-marin|association", "bureau-ministres|ministres", "nadia-benali|ceps",
        "yann-le-goff|ans", "louise-mercier|ceesp", "francois-tessier|college",
    ];

    [Theory]
    [MemberData(nameof(Everyone))]
    public async Task All_that_is_listed_opens(string who)
    {
        var web = await ReadyAsync();
        using var client = await web.ClientAsync(who);
        var seen = new HashSet<string>();
        foreach (var word in Words)
        {
            var html = await client.GetTextAsync($"/recherche?q={Uri.EscapeDataString(word)}");
            seen.UnionWith(LinksIn(html));
            foreach (var group in (string[])["dossiers", "avis", "apports", "commentaires", "references"])
            {
                if (html.Contains($"&amp;dans={group}", StringComparison.Ordinal))
                    seen.UnionWith(LinksIn(await client.GetTextAsync($"/recherche?q={Uri.EscapeDataString(word)}&dans={group}")));
            }
        }

        // The opinions are for everybody, so that everybody finds something.
        Assert.NotEmpty(seen);
        foreach (var link in seen.Select(link => link.Split('#')[0]).Distinct())
        {
            using var answer = await client.Http.GetAsync(link);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{who} finds {link}, which answers {(int)answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task A_company_finds_its_own_dossier_and_of_the_others_what_is_published_only()
    {
        var web = await ReadyAsync();
        using var company = await web.ClientAsync(Routes.Applicant);

        Assert.Contains("/dossiers/" + await web.ReferenceAsync("VISIOTENSION"), await company.GetTextAsync("/recherche?q=VISIOTENSION"), StringComparison.Ordinal);
        Assert.Equal([$"/avis/{await web.ReferenceAsync("GLYCOGUIDE")}"], LinksIn(await company.GetTextAsync("/recherche?q=GLYCOGUIDE")));
        var nothing = await company.GetTextAsync("/recherche?q=DERMASCOPE");
        Assert.Contains("aucun résultat", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain("Vouliez-vous dire", nothing, StringComparison.Ordinal);
        Assert.Contains("aucun résultat", await company.GetTextAsync("/recherche?q=DERMASCOPI"), StringComparison.Ordinal);
        Assert.DoesNotContain("dermascope", await company.GetTextAsync("/recherche?q=DERMASCOPI"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_is_deported_finds_nothing_of_the_dossier()
    {
        var web = await ReadyAsync();
        var mouvance = await web.ReferenceAsync("MOUVANCE");
        var deport = (await web.FileAsync(mouvance)).Dossier.Deports[0].Person;
        using var member = await web.ClientAsync($"{deport}|membre");
        using var other = await web.ClientAsync("dr-thomas-rey|membre");

        Assert.DoesNotContain("MOUVANCE</mark>", await member.GetTextAsync("/recherche?q=MOUVANCE"), StringComparison.Ordinal);
        Assert.Contains("aucun résultat", await member.GetTextAsync("/recherche?q=MOUVANCE"), StringComparison.Ordinal);
        Assert.Contains($"/dossiers/{mouvance}", await other.GetTextAsync("/recherche?q=MOUVANCE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expert_finds_the_question_that_is_asked_to_him_and_nothing_else_of_dossiers()
    {
        var web = await ReadyAsync();
        var dossier = await web.ReferenceAsync("DERMASCOPE");
        using var expert = await web.ClientAsync("sonia-lefort|expert");

        var links = LinksIn(await expert.GetTextAsync("/recherche?q=DERMASCOPE"));

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith($"/expertises/{dossier}/", link, StringComparison.Ordinal));
        Assert.DoesNotContain(LinksIn(await expert.GetTextAsync("/recherche?q=NEPHROSUIVI")), link => link.StartsWith("/dossiers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_done_in_a_page_is_found_within_two_seconds()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await web.ClientAsync();
        var id = await web.ReferenceAsync("NEPHROSUIVI");
        await FoundAsync(client, "NEPHROSUIVI", TimeSpan.FromSeconds(60));

        using var noted = await client.SubmitAsync($"/dossiers/{id}?onglet=journal", $"/dossiers/{id}/note", ("texte", "Relancer le xylographe avant mardi."));
        Assert.Equal(HttpStatusCode.Found, noted.StatusCode);

        await FoundAsync(client, "xylographes", TimeSpan.FromSeconds(2));
        var links = LinksIn(await client.GetTextAsync("/recherche?q=xylographes"));
        Assert.StartsWith($"/dossiers/{id}?onglet=journal#e", Assert.Single(links), StringComparison.Ordinal);

        // Deleted, it is built again from the stores.
        await web.RestartAsync();
        using var again = await web.ClientAsync();
        await FoundAsync(again, "xylographe", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task On_one_database_each_machine_finds_within_two_seconds_what_the_other_did()
    {
        Assert.SkipUnless(ScratchPostgres.Server is not null, $"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
        await using var postgres = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
        await using var one = await RunningWeb.StartOnAsync(postgres.Connection);
        await using var other = await RunningWeb.StartOnAsync(postgres.Connection);
        using var here = await one.ClientAsync();
        using var there = await other.ClientAsync();
        var id = await one.ReferenceAsync("NEPHROSUIVI");
        await FoundAsync(here, "NEPHROSUIVI", TimeSpan.FromSeconds(60));
        await FoundAsync(there, "NEPHROSUIVI", TimeSpan.FromSeconds(60));

        using var noted = await here.SubmitAsync($"/dossiers/{id}?onglet=journal", $"/dossiers/{id}/note", ("texte", "Le theremin est accordé."));

        await FoundAsync(there, "theremins", TimeSpan.FromSeconds(2));
        await FoundAsync(here, "theremins", TimeSpan.FromSeconds(2));
    }

    private static async Task FoundAsync(WebClient client, string word, TimeSpan within)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (LinksIn(await client.GetTextAsync($"/recherche?q={word}")).Count == 0)
        {
            Assert.True(waited.Elapsed < within, $"« {word} » is not found after {waited.Elapsed.TotalSeconds:0.0} s.");
            await Task.Delay(50);
        }
    }

    private async Task<RunningWeb> ReadyAsync()
    {
        var web = await demo.WebAsync();
        await web.BatchAsync();
        using var client = await web.ClientAsync();
        await FoundAsync(client, "bruit", TimeSpan.FromSeconds(120));
        return web;
    }

    private static List<string> LinksIn(string html) =>
        [.. Links().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct()];

    [GeneratedRegex("<li>\\s*<h3><a href=\"([^\"]+)\"")]
    private static partial Regex Links();
}
