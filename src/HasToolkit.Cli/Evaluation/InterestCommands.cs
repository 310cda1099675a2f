using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Declarations of interests and what they say about a dossier.</summary>
internal sealed class InterestCommands(CliApp app)
{
    public IEnumerable<Command> All() => [Show(), Declare(), Analyse(), Name(), Lift()];

    /// <summary>Reads a link: entreprise|produit|nature|direct|montant|du|au.</summary>
    internal static InterestLink LinkOf(string text)
    {
        var parts = text.Split('|', StringSplitOptions.TrimEntries);
        if (parts.Length != 7)
        {
            throw new InputException($"--lien : « {text} » a {parts.Length} partie(s), sept sont attendues. "
                + "Écrivez \"entreprise|produit|nature|direct|montant|du|au\" ; produit, montant et fin peuvent rester vides.");
        }

        var nature = InterestNatures.Find(parts[2])
            ?? throw new InputException($"--lien : la nature « {parts[2]} » est inconnue ; attendu : "
                + $"{string.Join(", ", InterestNatures.Every.Select(known => known.Key()))}.");
        return new InterestLink(
            parts[0], parts[1].Length == 0 ? null : parts[1], nature,
            parts[3] switch
            {
                "direct" => true,
                "indirect" => false,
                var other => throw new InputException($"--lien : « {other} » au lieu de « direct » ou « indirect »."),
            },
            AmountOf(parts[4]), Day(parts[5]) ?? throw new InputException("--lien : la date de début manque."), Day(parts[6]));
    }

    private Command Show()
    {
        var person = new Argument<string?>("PERSONNE")
        {
            Description = "Identifiant de l’annuaire ; sans lui, toutes les personnes qui ont déclaré.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return app.Does(
            new CliCommand("liens", "Montre les déclarations d’intérêts.", "has personne liens marc-delorme") { person },
            async run =>
            {
                var queries = (await run.LedgerAsync()).Queries;
                var declarations = run.Get(person) is { } id
                    ? await queries.DeclarationsAsync(new PersonId(id), run.Stop)
                    : [.. (await queries.DeclarationsAsync(run.Stop)).Values.OrderBy(d => d.Person.Value, StringComparer.Ordinal)];
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { Declarations = declarations.Select(d => JsonOf(d, run.Today)) });
                    return ExitCodes.Ok;
                }

                if (declarations.Count == 0)
                    run.Terminal.Say("Aucune déclaration. « has personne declarer » en enregistre une.");
                var names = await run.NamesAsync();
                foreach (var declaration in declarations)
                {
                    run.Terminal.Show(Layout.Heading(
                        $"{names.GetValueOrDefault(declaration.Person, declaration.Person.Value)}, le {French.Day(declaration.On)}"));
                    foreach (var link in declaration.Links)
                        run.Terminal.Show(Layout.Indented($"{link.Key}  {link.Describe()}"));
                    if (declaration.Links.Count == 0)
                        run.Terminal.Show(Layout.Indented("Aucun lien déclaré."));
                }

                return ExitCodes.Ok;
            });
    }

    private Command Declare()
    {
        var links = new Option<string[]>("--lien")
        {
            Description = "Lien : entreprise|produit|nature|direct ou indirect|montant|du|au.",
            HelpName = "LIEN",
        };
        var none = new Option<bool>("--aucun") { Description = "Déclare n’avoir aucun lien." };
        var signing = new Signing();
        var command = new CliCommand(
            "declarer", "Déclare ses liens d’intérêts : tous, la déclaration précédente restant au journal.",
            "has personne declarer --lien \"Médivia||investigateur|direct|1200|2025-03-01|\" --par marc-delorme",
            "has personne declarer --aucun --par claire-martin")
        {
            links, none,
        };
        return app.Does(signing.AddTo(command, withVersion: false), async run =>
        {
            var declared = (run.Get(links) ?? []).Select(LinkOf).ToList();
            if (run.Get(none) == declared.Count > 0)
                throw new InputException("Indiquez vos liens par --lien, ou --aucun si vous n’en avez pas.");
            var signer = await run.SignerAsync();
            var by = await signing.SignAsync(run, signer.Roles[0]);
            var result = await (await run.LedgerAsync()).Desk.DeclareAsync(declared, by, run.Stop);
            return Signing.Answer(run, result, declared.Count == 0
                ? "déclaration sans lien enregistrée"
                : $"déclaration enregistrée, {French.Count(declared.Count, "lien")}");
        });
    }

    private Command Analyse()
    {
        var reference = DossierCommands.Reference();
        var persons = new Argument<string[]>("PERSONNE")
        {
            Description = "Personnes à examiner ; sans elles, chefs de projet, experts et membres.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return app.Does(
            new CliCommand(
                "analyser", "Compare les déclarations d’intérêts avec un dossier : demandeur, produit, comparateurs.",
                "has personne analyser LPPR-2026-0001 marc-delorme") { reference, persons },
            async run =>
            {
                var file = await run.DossierAsync(run.Get(reference));
                var queries = (await run.LedgerAsync()).Queries;
                var declarations = await queries.DeclarationsAsync(run.Stop);
                var people = await queries.PeopleAsync(run.Stop);
                var asked = run.Get(persons);
                if (asked.FirstOrDefault(id => people.All(person => person.Id.Value != id)) is { } stranger)
                    throw new RefusedException(new PersonUnknown(new PersonId(stranger)));
                var readings = people
                    .Where(person => asked.Length > 0
                        ? asked.Contains(person.Id.Value)
                        : person.Roles.Any(role => role is Role.ProjectLead or Role.Expert or Role.Member or Role.Chair))
                    .Select(person => (person, reading: ConflictAnalysis.Read(
                        person.Id, declarations.GetValueOrDefault(person.Id), file.Dossier, run.Today)))
                    .ToList();
                if (run.WantsJson)
                    run.Terminal.Json(new { Readings = readings.Select(pair => JsonOf(pair.reading)) });
                else
                    ShowReadings(run, file.Dossier, readings);
                return ExitCodes.Ok;
            });
    }

    private Command Name()
    {
        var reference = DossierCommands.Reference();
        var companies = new Option<string[]>("--entreprise") { Description = "Fabricant, fabricant d’un comparateur.", HelpName = "NOM" };
        var comparators = new Option<string[]>("--comparateur") { Description = "Produit comparé.", HelpName = "NOM" };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "perimetre", "Nomme les entreprises et comparateurs auxquels les liens sont comparés.",
                "has personne perimetre LPPR-2026-0001 --entreprise \"Fabrica GmbH\" --comparateur GLUCOPAD --par claire-martin")
            {
                reference, companies, comparators,
            }),
            async run => Signing.Answer(
                run,
                await (await run.LedgerAsync()).Desk.DoAsync(
                    new DossierId(run.Get(reference)), new NameConflictScope(run.Get(companies) ?? [], run.Get(comparators) ?? []),
                    await signing.SignAsync(run, Role.EvaluationService, Role.ProjectLead, Role.EthicsService),
                    signing.Seen(run), run.Stop),
                "périmètre de l’analyse enregistré"));
    }

    private Command Lift()
    {
        var reference = DossierCommands.Reference();
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var key = new Argument<string>("LIEN") { Description = "Clé du lien ; « has personne analyser » la montre." };
        var reason = new Option<string>("--motif") { Description = "Motif.", HelpName = "TEXTE", Required = true };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "lever-conflit", "Lève, avec un motif, le conflit qui empêche une désignation (service déontologie).",
                "has personne lever-conflit LPPR-2026-0001 marc-delorme 3f2a9c01b7de --motif \"Lien sans rapport\" --par helene-faure")
            {
                reference, person, key, reason,
            }),
            async run => Signing.Answer(
                run,
                await (await run.LedgerAsync()).Desk.DoAsync(
                    new DossierId(run.Get(reference)),
                    new LiftConflict(new PersonId(run.Get(person)), run.Get(key), run.Get(reason)!),
                    await signing.SignAsync(run, Role.EthicsService), signing.Seen(run), run.Stop),
                $"conflit de {run.Get(person)} levé"));
    }

    private static void ShowReadings(
        Run run, Dossier dossier, IReadOnlyList<(Person Person, ConflictReading Reading)> readings)
    {
        run.Terminal.Say("Comparé avec : " + string.Join(", ", ConflictAnalysis.TargetsOf(dossier).Select(target => target.Name)) + ".");
        var table = Layout.Table("Personne", "Liens", "Déclaration");
        foreach (var (person, reading) in readings)
        {
            table.With(
                person.Name,
                reading.Conflicts.Count == 0
                    ? reading.Summary()
                    : string.Join("\n", reading.Conflicts.Select(c => $"{c.Weight.Title()} [{c.Link.Key}] {c.Describe()}")),
                reading.State.Describe());
        }

        run.Terminal.Show(table);
        var (years, months) = (CommissionSettings.Of("liens-recul"), CommissionSettings.Of("liens-validite"));
        run.Terminal.Line(Markup.Escape(
            $"Règle : {ConflictAnalysis.Rule}. Un lien terminé compte {years.Value} {years.Unit} [{years.Source.Mark}] ; "
            + $"une déclaration vaut {months.Value} {months.Unit} [{months.Source.Mark}]."));
    }

    private static object JsonOf(InterestDeclaration declaration, DateOnly today) => new
    {
        Person = declaration.Person.Value,
        declaration.On,
        State = ConflictAnalysis.StateOf(declaration, today).ToString(),
        Links = declaration.Links.Select(LinkJson),
    };

    private static object JsonOf(ConflictReading reading) => new
    {
        Person = reading.Person.Value,
        State = reading.State.ToString(),
        DeclaredOn = reading.Declaration?.On,
        Conflicts = reading.Conflicts.Select(conflict => new
        {
            Link = LinkJson(conflict.Link),
            Subject = conflict.Target.Subject.ToString(),
            conflict.Target.Name,
            conflict.IsSameName,
            Weight = conflict.Weight.ToString(),
            conflict.YearsSinceEnd,
        }),
    };

    private static object LinkJson(InterestLink link) => new
    {
        link.Key,
        link.Company,
        link.Product,
        Nature = link.Nature.Key(),
        link.IsDirect,
        link.Amount,
        link.From,
        link.To,
    };

    private static decimal? AmountOf(string text) => text.Length == 0
        ? null
        : decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new InputException($"--lien : le montant « {text} » n’est pas un nombre, par exemple 1200.");

    private static DateOnly? Day(string text) => text.Length == 0
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InputException($"--lien : « {text} » n’est pas une date. Écrivez AAAA-MM-JJ, par exemple 2026-11-26.");
}
