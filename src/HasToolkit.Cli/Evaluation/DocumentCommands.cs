using System.CommandLine;
using System.Text;
using Evaluation.Workflows;
using Evaluation.Workflows.Comparison;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The documents of a dossier: writing them, the text of the opinion and its versions, what is not published.</summary>
internal sealed class DocumentCommands(CliApp app)
{
    private static readonly Role[] Writers = [Role.ProjectLead, Role.EvaluationService, Role.Chair];

    public IEnumerable<Command> All() => [Write(), Draft(), Compare(), Redact(), Restore()];

    private Command Write()
    {
        var reference = new Argument<string>("RÉFÉRENCE")
        {
            Description = "Référence du dossier, ou d’une séance pour son procès-verbal et sa convocation.",
        };
        var kind = new Option<string>("--type")
        {
            Description = $"Document : {string.Join(", ", DocumentKind.All.Select(known => known.Key))}. Sans lui, montre ce qui peut être écrit.",
            HelpName = "TYPE",
        };
        var format = new Option<string>("--format") { Description = "docx (par défaut) ou html.", HelpName = "FORMAT" };
        var output = new Option<string>("--output")
        {
            Description = "Fichier à écrire (sinon TYPE-RÉFÉRENCE dans le dossier courant).",
            HelpName = "FICHIER",
        };
        var template = new Option<string>("--modele")
        {
            Description = "Modèle Word (.docx ou .dotx) dont les styles, les marges, les en-têtes et les pieds sont repris.",
            HelpName = "FICHIER",
        };
        return app.Does(
            new CliCommand(
                "document", "Écrit un document : avis, lettre, synthèse, procès-verbal.",
                "has dossier document LPPR-2026-0001",
                "has dossier document LPPR-2026-0001 --type avis --format docx --output avis.docx",
                "has dossier document S-2026-12-01 --type pv --format html --output pv.html")
            {
                reference, kind, format, output, template,
            },
            async run =>
            {
                var id = run.Get(reference);
                if (run.Text(kind) is not { } key)
                    return await ListAsync(run, id);
                var wanted = DocumentKind.Find(key) ?? throw new InputException(
                    $"--type : « {key} » est inconnu ; attendu : {string.Join(", ", DocumentKind.All.Select(known => known.Key))}.");
                var isWord = run.Word(format, ("docx", true), ("html", false)) ?? true;
                var model = run.Text(template) is { } path ? await File.ReadAllBytesAsync(path, run.Stop) : null;
                if (model is not null && !isWord)
                    throw new InputException("--modele ne vaut que pour un document Word. Retirez-le, ou choisissez --format docx.");
                var document = await DocumentAsync(run, id, wanted);
                var name = $"{wanted.Key}-{id}";
                var file = isWord ? DocumentFiles.ToWord(document, name, model) : DocumentFiles.ToPage(document, name);
                var target = run.Text(output) ?? file.FileName;
                await OutputFile.WriteAsync(target, async stream =>
                {
                    await stream.WriteAsync(file.Content, run.Stop);
                    return true;
                });
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Reference = id,
                        Type = wanted.Key,
                        File = target,
                        file.Sha256,
                        document.Status,
                        document.Stamp,
                        Missing = document.MissingCount,
                    });
                }

                run.Terminal.Done($"{wanted.Title}{(document.Status is null ? "" : " (projet)")} dans « {target} », empreinte {file.Sha256[..12]}….");
                if (document.MissingCount > 0)
                    run.Terminal.Warn($"{French.Count(document.MissingCount, "mention reste", "mentions restent")} « à compléter ».");
                return ExitCodes.Ok;
            });
    }

    private Command Draft()
    {
        var reference = DossierCommands.Reference();
        var sections = new Option<string[]>("--rubrique")
        {
            Description = "Rubrique à écrire : clé=texte, ou clé=@fichier. Les autres gardent leur texte.",
            HelpName = "CLÉ=TEXTE",
        };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "rediger", "Écrit une version du texte de l’avis, ou montre la dernière ; chaque version est gardée.",
                "has dossier rediger LPPR-2026-0001",
                "has dossier rediger LPPR-2026-0001 --rubrique donnees=@donnees.txt --rubrique fabricant=Médivia --par claire-martin")
            {
                reference, sections,
            }),
            async run =>
            {
                if (run.Get(sections) is not { Length: > 0 } typed)
                    return ShowDraft(run, await run.DossierAsync(run.Get(reference)));
                // The person may be deported: nothing is shown, and the desk refuses.
                var file = await run.UnseenAsync(run.Get(reference));
                var texts = Latest(file)?.Sections.ToDictionary(section => section.Section, section => section.Text) ?? [];
                foreach (var one in typed)
                {
                    var equals = one.IndexOf('=', StringComparison.Ordinal);
                    if (equals < 1)
                        throw new InputException($"--rubrique : « {one} » n’a pas la forme clé=texte. Clés : {Keys(file)}.");
                    var text = one[(equals + 1)..];
                    texts[one[..equals]] = text.StartsWith('@') ? await File.ReadAllTextAsync(text[1..], Encoding.UTF8, run.Stop) : text;
                }

                return await ActAsync(
                    run, signing, reference, new DraftOpinion([.. texts.Select(pair => new SectionText(pair.Key, pair.Value))]), Writers,
                    "texte de l’avis enregistré");
            });
    }

    private Command Compare()
    {
        var reference = DossierCommands.Reference();
        var from = new Option<int?>("--de") { Description = "Première version (l’avant-dernière sinon).", HelpName = "N" };
        var to = new Option<int?>("--a") { Description = "Seconde version (la dernière sinon).", HelpName = "N" };
        return app.Does(
            new CliCommand(
                "comparer", "Montre côte à côte deux versions du texte de l’avis.", "has dossier comparer LPPR-2026-0001 --de 1 --a 3")
            {
                reference, from, to,
            },
            async run =>
            {
                var file = await run.DossierAsync(run.Get(reference));
                var drafts = file.Dossier.Drafts;
                if (drafts.Count < 2)
                    throw new InputException("Il faut deux versions pour comparer. « has dossier rediger » en écrit une.");
                var after = Version(run.Get(to) ?? drafts.Count);
                var before = Version(run.Get(from) ?? Math.Max(1, after.Version - 1));
                var compared = DraftComparison.Of(before, after, SectionsOf(file));
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        From = before.Version,
                        To = after.Version,
                        Sections = compared.Select(section => new { section.Section.Key, section.IsChanged, section.Lines }),
                    });
                    return ExitCodes.Ok;
                }

                foreach (var section in compared.Where(section => section.IsChanged))
                {
                    run.Terminal.Show(Layout.Heading(section.Section.Title));
                    var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey)
                        .AddColumn($"Version {before.Version}").AddColumn($"Version {after.Version}");
                    foreach (var line in section.Lines.Where(line => line.IsChanged))
                        table.AddRow(Words(line.Before, "red", "[-", "-]"), Words(line.After, "green", "{+", "+}"));
                    run.Terminal.Show(table);
                }

                var same = compared.Count(section => !section.IsChanged);
                run.Terminal.Say(
                    $"{French.Count(compared.Count - same, "rubrique changée", "rubriques changées")}, {French.Number(same)} sans changement.");
                return ExitCodes.Ok;

                OpinionDraft Version(int number) => number >= 1 && number <= drafts.Count
                    ? drafts[number - 1]
                    : throw new InputException($"L’avis n’a pas de version {number} : il en a {drafts.Count}.");
            });
    }

    private Command Redact()
    {
        var reference = DossierCommands.Reference();
        var passage = new Argument<string?>("PASSAGE")
        {
            Description = "Passage à occulter, tel qu’il est écrit ; sans lui, montre ceux qui le sont.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var reason = new Option<string>("--motif") { Description = "secret-des-affaires ou vie-privee.", HelpName = "MOTIF" };
        var note = new Option<string>("--note") { Description = "Ce qui justifie l’occultation.", HelpName = "TEXTE" };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "occulter", "Occulte un passage dans la version publique de l’avis, partout où il figure.",
                "has dossier occulter LPPR-2026-0001 \"312 € par mois\" --motif secret-des-affaires --par claire-martin")
            {
                reference, passage, reason, note,
            }),
            async run =>
            {
                if (run.Get(passage) is not { } text)
                    return ShowRedactions(run, await run.DossierAsync(run.Get(reference)), await run.NamesAsync());
                var why = run.Text(reason) is { } key && Redactions.Find(key) is { } known
                    ? known
                    : throw new InputException("Indiquez le motif : --motif secret-des-affaires ou --motif vie-privee.");
                return await ActAsync(
                    run, signing, reference, new RedactPassage(text, why, run.Text(note) ?? ""), Writers[..2], "passage occulté");
            });
    }

    private Command Restore()
    {
        var reference = DossierCommands.Reference();
        var passage = new Argument<string>("PASSAGE") { Description = "Passage occulté, tel que « has dossier occulter » le montre." };
        var note = new Option<string>("--motif") { Description = "Pourquoi il peut être publié.", HelpName = "TEXTE", Required = true };
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "retablir", "Lève l’occultation d’un passage.",
                "has dossier retablir LPPR-2026-0001 \"12 centres\" --motif \"Déjà publié\" --par claire-martin")
            {
                reference, passage, note,
            }),
            run => ActAsync(
                run, signing, reference, new RestorePassage(run.Get(passage), run.Text(note)!), Writers[..2], "occultation levée"));
    }

    private static async Task<int> ListAsync(Run run, string id)
    {
        var file = await run.DossierAsync(id);
        var at = new DocumentCase(file.Procedure, file.Journal, []);
        var kinds = DocumentKind.All.Select(kind => (Kind: kind, WhyNot: kind.WhyNot(at))).ToList();
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Documents = kinds.Select(pair => new { pair.Kind.Key, pair.Kind.Title, pair.WhyNot }) });
            return ExitCodes.Ok;
        }

        var table = Layout.Table("!Type", "Document", "État");
        foreach (var (kind, whyNot) in kinds)
            table.With(kind.Key, kind.Title, whyNot ?? "peut être écrit");
        run.Terminal.Show(table);
        return ExitCodes.Ok;
    }

    private static async Task<WrittenDocument> DocumentAsync(Run run, string id, DocumentKind kind)
    {
        var services = await run.LedgerAsync();
        var people = await services.Queries.PeopleAsync(run.Stop);
        if (await services.Queries.ReadSessionAsync(new SessionId(id), run.Stop) is { } session)
        {
            if (await run.ReaderAsync() is { } person && session.Agenda.FirstOrDefault(item => SessionCommands.IsHidden(session, item, person)) is { } hidden)
                throw new RefusedException(new PersonIsDeported(person.Name, hidden.Dossier.Value));
            return DocumentFiles.Write(kind, session, people)
                ?? throw new InputException("Une séance donne son procès-verbal (--type pv) et sa convocation (--type lettre-convocation).");
        }

        var file = await run.DossierAsync(id);
        var placed = file.Dossier.Agenda.Count == 0 ? (SessionId?)null : file.Dossier.Agenda[^1].Session;
        var at = new DocumentCase(
            file.Procedure, file.Journal, people, placed is { } there ? await services.Queries.ReadSessionAsync(there, run.Stop) : null);
        var reader = await run.ReaderAsync();
        var whyNot = kind.WhyNot(at)
            ?? (reader is not null && reader.Roles.All(role => role == Role.Applicant) ? kind.WhyNotFor(Role.Applicant, at) : null);
        return whyNot is null
            ? DocumentFiles.Write(kind, at)
            : throw new RefusedException(new RequestIsInvalid([$"{kind.Title} : {whyNot}"]));
    }

    private static int ShowDraft(Run run, DossierFile file)
    {
        var draft = Latest(file);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Version = draft?.Version ?? 0,
                Sections = SectionsOf(file).Select(section => new { section.Key, section.Title, section.Hint, Text = draft?.TextOf(section.Key) ?? "" }),
            });
            return ExitCodes.Ok;
        }

        run.Terminal.Say(draft is null ? "L’avis n’a pas encore de texte." : $"Version {draft.Version}, {French.Day(DateOnly.FromDateTime(draft.At.DateTime))}.");
        foreach (var section in SectionsOf(file))
        {
            run.Terminal.Show(Layout.Heading($"{section.Title} ({section.Key})"));
            var text = draft?.TextOf(section.Key) ?? "";
            run.Terminal.Show(Layout.Indented(text.Length > 0 ? text : $"à compléter : {section.Hint}"));
        }

        return ExitCodes.Ok;
    }

    private static int ShowRedactions(Run run, DossierFile file, IReadOnlyDictionary<PersonId, string> names)
    {
        var hidden = DocumentFiles.HiddenPassages(new DocumentCase(file.Procedure, file.Journal, []));
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Passages = file.Dossier.Redactions.Select(one => new { one.Passage, Reason = Redactions.TitleOf(one.Reason), one.Note, By = one.By.Value }),
                Places = hidden,
            });
            return ExitCodes.Ok;
        }

        var table = Layout.Table("Passage", "Motif", "Par");
        foreach (var one in file.Dossier.Redactions)
            table.With(one.Passage, Redactions.TitleOf(one.Reason), names.GetValueOrDefault(one.By, one.By.Value));
        run.Terminal.Show(table);
        run.Terminal.Say($"{French.Count(hidden.Count, "endroit occulté", "endroits occultés")} dans la version publique.");
        return ExitCodes.Ok;
    }

    private static async Task<int> ActAsync(
        Run run, Signing signing, Argument<string> reference, DossierCommand command, IReadOnlyList<Role> fitting, string done)
    {
        var by = await signing.SignAsync(run, fitting);
        var result = await (await run.LedgerAsync()).Desk.DoAsync(
            new DossierId(run.Get(reference)), command, by, signing.Seen(run), run.Stop);
        return Signing.Answer(run, result, done);
    }

    private static OpinionDraft? Latest(DossierFile file) => file.Dossier.Drafts.Count == 0 ? null : file.Dossier.Drafts[^1];

    private static IReadOnlyList<OpinionSection> SectionsOf(DossierFile file) =>
        OpinionSection.For(file.Procedure.RequestOf(file.Dossier.Opening.Request).ConclusionKind);

    private static string Keys(DossierFile file) => string.Join(", ", SectionsOf(file).Select(section => section.Key));

    // Marks stand beside colours, for those who do not see them and for files.
    private static string Words(IReadOnlyList<ComparedWords>? words, string colour, string open, string close) =>
        string.Concat((words ?? []).Select(one => one.IsChanged
            ? $"[{colour}]{Markup.Escape(open + one.Text + close)}[/]"
            : Markup.Escape(one.Text)));
}
