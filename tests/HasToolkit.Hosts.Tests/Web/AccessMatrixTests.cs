using System.Net;
using System.Text.RegularExpressions;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using LitReview.Reviews;
using Microsoft.AspNetCore.Routing;
using Verbatims.Nlp.Reading;
using Role = Evaluation.Workflows.Procedures.Role;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Every address that the host answers, against every kind of visitor.</summary>
public sealed partial class AccessMatrixTests
{
    private const string Dossier = "GLYCOGUIDE";
    private const string Hospital = "Centre hospitalier des Essais";
    private const string Files = "service;etablissement;commentaire\nUrgences;Centre hospitalier des Essais;Accueil aimable.\n";

    private enum Door
    {
        Open,
        Closed,
        Entrance,
    }

    [Fact]
    public async Task Every_address_is_open_to_those_whom_the_table_names_and_closed_to_all_others()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        var visitors = await VisitorsAsync(accounts);
        var values = await ValuesAsync(accounts);
        var faults = new List<string>();
        var patterns = PatternsOf(accounts.Web, "GET");
        faults.AddRange(patterns.Except(AccessTable.Routes.Keys).Select(pattern => $"GET {pattern} is not in the table."));
        faults.AddRange(AccessTable.Routes.Keys.Except(patterns).Select(pattern => $"GET {pattern} is in the table and not answered."));
        foreach (var (pattern, who) in AccessTable.Routes.Where(line => patterns.Contains(line.Key)))
        {
            foreach (var (visitor, client) in visitors)
            {
                using var answer = await client.Http.GetAsync(Address(pattern, values));
                var door = DoorOf(answer);
                if (door != Expected(pattern, visitor, who))
                    faults.Add($"GET {pattern}, {visitor}: {door} ({(int)answer.StatusCode} {answer.Headers.Location}), expected {Expected(pattern, visitor, who)}.");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(patterns.Count * visitors.Count > 1500, $"{patterns.Count} addresses × {visitors.Count} visitors.");
    }

    [Fact]
    public async Task Every_form_is_closed_to_those_whom_the_table_does_not_name_and_nothing_is_changed()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        var visitors = await VisitorsAsync(accounts);
        var values = await ValuesAsync(accounts);
        var faults = new List<string>();
        var tokens = new Dictionary<string, (string, string)>();
        foreach (var (visitor, client) in visitors)
            tokens[visitor] = HtmlForm.TokenIn(await client.GetTextAsync(IsIn(visitor) ? "/compte" : "/connexion"));
        var before = await StateAsync(accounts.Web);
        var patterns = PatternsOf(accounts.Web, "POST");
        foreach (var pattern in patterns)
        {
            var start = AccessTable.Forms.Keys.Where(one => pattern.Equals(one, StringComparison.OrdinalIgnoreCase)
                || (one != "/" && pattern.StartsWith(one + "/", StringComparison.OrdinalIgnoreCase))).MaxBy(one => one.Length);
            if (start is null)
            {
                faults.Add($"POST {pattern} is not in the table.");
                continue;
            }

            // « nouvelle » and « faire » stand where others have the identifier of a review.
            foreach (var (visitor, client) in visitors.Where(pair => !AccessTable.Forms[start].Contains(pair.Key)))
            {
                using var answer = await client.PostAsync(Address(pattern, values), tokens[visitor]);
                var door = DoorOf(answer);
                var expected = IsIn(visitor) || pattern.StartsWith("/premier-demarrage", StringComparison.Ordinal)
                    || pattern.StartsWith("/api/v1", StringComparison.Ordinal) ? Door.Closed : Door.Entrance;
                if (door != expected && !(visitor == AccessTable.Administrator && pattern == "/"))
                    faults.Add($"POST {pattern}, {visitor}: {door} ({(int)answer.StatusCode} {answer.Headers.Location}), expected {expected}.");
            }
        }

        // The deported and the other company reach the door of dossiers: the rules refuse them, whatever they send.
        foreach (var pattern in patterns.Where(pattern => pattern.StartsWith("/dossiers/{id}/", StringComparison.Ordinal)))
        {
            foreach (var visitor in new[] { AccessTable.Deported, AccessTable.Stranger })
            {
                using var answer = await visitors[visitor].PostAsync(
                    Address(pattern, values), tokens[visitor], ("motif", "essai"), ("texte", "essai"), ("personne", "claire-martin"));
                if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.OK)
                    faults.Add($"POST {pattern}, {visitor}: {(int)answer.StatusCode} {answer.Headers.Location}.");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(before, await StateAsync(accounts.Web));
        Assert.True(patterns.Count > 60, $"{patterns.Count} forms.");
    }

    [Fact]
    public async Task A_deport_closes_the_reviews_and_the_comments_from_which_the_dossier_has_evidence()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        var web = accounts.Web;
        var (dossier, review, batch) = (await web.ReferenceAsync("CARDIOVEILLE"), (await web.Reviews.Queries.ReviewsAsync())[0], await web.BatchAsync());
        using var service = await accounts.ClientOfAsync("sophie-marchand");
        foreach (var path in new[] { $"/revues/{review.Id}", $"/commentaires/{batch.Id}", $"/dossiers/{dossier}" })
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, path));
        foreach (var origin in new[] { $"Revue {review.Id}, « x »", $"Commentaires de patients, fichier « x », lot {batch.Id}, lus" })
        {
            await DoAsync(web, dossier, new AddEvidence(
                new(EvidenceKind.Reference, "Une preuve", new(Doi: $"10.1000/{origin.Length}"), Origin: origin), new()), "claire-martin", Role.ProjectLead);
        }

        await DoAsync(web, dossier, new DeclareDeport(new PersonId("sophie-marchand"), "lien"), "helene-faure", Role.EthicsService);

        foreach (var path in new[] { $"/revues/{review.Id}", $"/revues/{review.Id}/journal", $"/commentaires/{batch.Id}", $"/commentaires/{batch.Id}/liste", $"/dossiers/{dossier}" })
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(service, path));
        Assert.DoesNotContain($"/revues/{review.Id}\"", await service.GetTextAsync("/revues"), StringComparison.Ordinal);
        Assert.DoesNotContain($"/commentaires/{batch.Id}", await service.GetTextAsync("/commentaires"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_who_is_added_opens_the_review_and_one_who_is_taken_off_no_longer_does()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var lead = await accounts.ClientOfAsync("claire-martin");
        using var chair = await accounts.ClientOfAsync("isabelle-garnier");
        var review = $"/revues/{(await accounts.Web.Reviews.Queries.ReviewsAsync())[0].Id}";
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(chair, review));

        using (var added = await lead.SubmitAsync(review + "/protocole", review + "/protocole/faire/inscrire", ("personne", "isabelle-garnier")))
            Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(chair, review));
        using (var removed = await lead.SubmitAsync(
            review + "/protocole", review + "/protocole/faire/retirer", ("personne", "isabelle-garnier"), ("motif", "autre mission")))
        {
            Assert.Equal(HttpStatusCode.Found, removed.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(chair, review));
        Assert.Contains("autre mission", WebUtility.HtmlDecode(await lead.GetTextAsync(review + "/journal")), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, WebClient>> VisitorsAsync(AccountsWeb accounts)
    {
        var web = accounts.Web;
        var dossier = await web.ReferenceAsync(Dossier);
        var company = (await web.FileAsync(dossier)).Dossier.Opening.Applicant;
        var visitors = new Dictionary<string, WebClient>
        {
            [AccessTable.Nobody] = new(web.Address),
            [AccessTable.Administrator] = await accounts.SignInAsync(AccountsWeb.Administrator),
        };
        foreach (var role in Roles.Every)
        {
            var organisation = role == Role.Applicant ? company : role == Role.Hospital ? Hospital : "Haute Autorité de santé";
            visitors[role.Key()] = await AsAsync(role.Key(), organisation, role);
        }

        visitors[AccessTable.Stranger] = await AsAsync("autre-entreprise", "Autre entreprise", Role.Applicant);
        visitors[AccessTable.OtherHospital] = await AsAsync("autre-etablissement", "Un autre hôpital", Role.Hospital);
        visitors[AccessTable.Deported] = await AsAsync("deporte", "Haute Autorité de santé", Role.ProjectLead);
        visitors[AccessTable.Reader] = await AsAsync("lecteur", "Haute Autorité de santé", Role.ProjectLead);
        visitors[AccessTable.Blocked] = await AsAsync("bloque", "Haute Autorité de santé", Role.EvaluationService);
        await web.Accounts.Desk.BlockAsync((await accounts.AccountOfAsync("acteur-bloque")).Id, "essai", by: null);
        await DoAsync(web, dossier, new DeclareDeport(new PersonId("acteur-deporte"), "lien"), "helene-faure", Role.EthicsService);
        await web.Reviews.Desk.DoAsync(
            (await web.Reviews.Queries.ReviewsAsync())[0].Id, new AddMember(new ReviewerId("acteur-lecteur")), new ReviewerId("claire-martin"), Guid.NewGuid());
        return visitors;

        async Task<WebClient> AsAsync(string name, string organisation, Role role)
        {
            var id = new PersonId($"acteur-{name}");
            await web.Ledger.Desk.RegisterAsync(new Person(id, $"Acteur {name}", organisation, [role]), Guid.NewGuid());
            return await accounts.ClientOfAsync(id.Value);
        }
    }

    private static async Task<Dictionary<string, string>> ValuesAsync(AccountsWeb accounts)
    {
        var web = accounts.Web;
        await web.BatchAsync();
        var path = Path.Combine(web.Folder, "essais.csv");
        await File.WriteAllTextAsync(path, Files);
        Verbatims.Nlp.Batches.BatchId batch;
        using (var source = await SourceFile.OpenAsync(path))
            batch = await web.Comments.AnalyseAsync(source, source.Proposal);
        var dossier = await web.ReferenceAsync(Dossier);
        return new()
        {
            ["dossiers"] = dossier.Value,
            ["sha256"] = (await web.FileAsync(dossier)).Dossier.Parts[0].Sha256,
            ["revues"] = (await web.Reviews.Queries.ReviewsAsync())[0].Id.Value,
            ["commentaires"] = batch.Value,
            ["seances"] = (await web.Ledger.Queries.SessionsAsync()).First(session => session.IsEnded).Id.Value,
            ["procedures"] = "lppr-nom-de-marque",
            ["comptes"] = (await web.Accounts.Queries.NamedAsync(AccountsWeb.Administrator))!.Id,
        };
    }

    // The value of a variable follows from the word before it.
    private static string Address(string pattern, Dictionary<string, string> values)
    {
        var parts = pattern.Split('/');
        for (var place = 1; place < parts.Length; place++)
        {
            if (!parts[place].Contains('{', StringComparison.Ordinal))
                continue;
            var name = Variable().Match(parts[place]).Groups[1].Value.ToLowerInvariant();
            var value = name switch
            {
                "sha256" => values["sha256"],
                "version" or "number" => "1",
                "kind" => parts[1] == "seances" ? "pv" : "avis",
                "format" => parts[1] switch { "commentaires" => "csv", "procedures" => "svg", _ => pattern.Contains("schema", StringComparison.Ordinal) ? "svg" : "html" },
                "file" => parts[^2] == "rapport" ? "prisma.svg" : "x",
                "id" when pattern.Contains("depot", StringComparison.Ordinal) => Guid.Empty.ToString(),
                "id" or "lot" => values.GetValueOrDefault(parts[1] == "administration" ? "comptes" : parts[1], "x"),
                _ => "x",
            };
            parts[place] = Braces().Replace(parts[place], value);
        }

        return string.Join('/', parts);
    }

    private static Door Expected(string pattern, string visitor, string[] who)
    {
        if (who.Contains(visitor))
            return Door.Open;
        var isPublic = pattern is "/erreur" or "/introuvable" or "/premier-demarrage" || pattern.StartsWith("/avis", StringComparison.Ordinal)
            || pattern.StartsWith("/invitation", StringComparison.Ordinal) || pattern.StartsWith("/openid", StringComparison.Ordinal)
            || pattern.StartsWith("/api/v1", StringComparison.Ordinal);
        return isPublic || IsIn(visitor) ? Door.Closed : Door.Entrance;
    }

    private static bool IsIn(string visitor) => visitor is not (AccessTable.Nobody or AccessTable.Blocked);

    private static Door DoorOf(HttpResponseMessage answer)
    {
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            return Door.Closed;
        return answer.Headers.Location?.ToString().StartsWith("/connexion", StringComparison.Ordinal) == true ? Door.Entrance : Door.Open;
    }

    private static List<string> PatternsOf(RunningWeb web, string method) =>
    [
        .. web.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal),
    ];

    private static async Task<HttpStatusCode> StatusAsync(WebClient client, string path)
    {
        using var answer = await client.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task DoAsync(RunningWeb web, DossierId dossier, DossierCommand command, string person, Role role)
    {
        var result = await web.Ledger.Desk.DoAsync(dossier, command, new Signature(new PersonId(person), role, Guid.NewGuid()));
        Assert.True(result is MoveResult.Done, (result as MoveResult.Refused)?.Reason.Message);
    }

    // Everything that somebody who is shut out could have changed.
    private static async Task<string> StateAsync(RunningWeb web)
    {
        var (report, accounts) = (await web.Ledger.Audit.VerifyAsync(), await web.Accounts.Queries.AllAsync());
        var reviews = await web.Reviews.Queries.ReviewsAsync();
        return $"{report.Events} {string.Join(' ', accounts.Select(account => account.Identifier + account.Stamp))} "
            + string.Join(' ', reviews.Select(review => $"{review.Id}@{review.ChangedAt}"));
    }

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
