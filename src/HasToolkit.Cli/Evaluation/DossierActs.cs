using System.CommandLine;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What is done on a dossier: steps, parts, conclusions, people, withdrawal, notes.</summary>
internal sealed class DossierActs(CliApp app)
{
    public IEnumerable<Command> All() =>
        [Act(), Part(), SetAside(), Conclude(), Assign(), Deport(), Withdraw(), Impossible(), Note(), new ChangeVersionCommand(app).ChangeVersion()];

    /// <summary>The option that fills a field of an outcome.</summary>
    public static Option<string[]> FieldsOption() => new("--champ")
    {
        Description = "Champ à remplir : clé=valeur.",
        HelpName = "CLÉ=VALEUR",
    };

    /// <summary>Reads the fields typed.</summary>
    public static IReadOnlyDictionary<string, string> FieldsOf(Run run, Option<string[]> option)
    {
        var fields = new Dictionary<string, string>();
        foreach (var text in run.Get(option) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new InputException($"{option.Name} : « {text} » n’a pas la forme clé=valeur.");
            if (!fields.TryAdd(text[..equals].Trim(), text[(equals + 1)..]))
                throw new InputException($"{option.Name} : « {text[..equals]} » est rempli deux fois. Gardez une seule valeur.");
        }

        return fields;
    }

    private static Option<string> On(string description) => new("--le")
    {
        Description = description,
        HelpName = "AAAA-MM-JJ",
    };

    private static Option<string> Reason(bool required = true) => new("--motif")
    {
        Description = "Motif.",
        HelpName = "TEXTE",
        Required = required,
    };

    private Command Act()
    {
        var reference = DossierCommands.Reference();
        var step = new Argument<string?>("ÉTAPE")
        {
            Description = "Étape à terminer ; sans elle, montre ce qui est possible.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var outcome = new Argument<string?>("ISSUE")
        {
            Description = "Issue de l’étape.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var on = On("Date de l’acte, celle qui compte légalement (aujourd’hui sinon).");
        var assumed = new Option<bool>("--date-supposee")
        {
            Description = "La date est une supposition (dossier historique seulement).",
        };
        var fields = FieldsOption();
        var signing = new Signing();
        var command = new CliCommand(
            "act", "Termine une étape par une issue, ou montre ce qui est possible.",
            "has dossier act LPPR-2026-0001",
            "has dossier act LPPR-2026-0001 recevabilite recevable --par sophie-marchand --le 2026-11-26",
            "has dossier act LPPR-2026-0001 instruction rapport --champ synthese=\"Données analysées.\" --par claire-martin")
        {
            reference, step, outcome, on, fields, assumed,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            if (run.Get(step) is not { } stepId)
            {
                PossibleActs.Show(
                    run, await run.DossierAsync(run.Get(reference)), await run.NamesAsync(), await run.NextSessionAsync());
                return ExitCodes.Ok;
            }

            var procedure = await run.ProcedureOfAsync(run.Get(reference));
            var known = procedure.Steps.FirstOrDefault(candidate => candidate.Id == stepId)
                ?? throw new InputException($"L’étape « {stepId} » n’existe pas dans la procédure ; étapes : "
                    + $"{string.Join(", ", procedure.Steps.Select(candidate => candidate.Id))}.");
            if (run.Get(outcome) is not { } outcomeId)
            {
                throw new InputException(
                    $"Indiquez l’issue de « {known.Title} » : {string.Join(", ", known.Outcomes.Select(o => o.Id))}.");
            }

            var result = await DoAsync(
                run, signing, reference,
                new FinishStep(stepId, outcomeId, run.Day(on) ?? run.Today, FieldsOf(run, fields), run.Get(assumed)),
                [.. known.Roles]);
            return Signing.Answer(run, result, $"« {known.FindOutcome(outcomeId)?.Title} »");
        });
    }

    private Command Part()
    {
        var reference = DossierCommands.Reference();
        var part = new Argument<string>("CLÉ") { Description = "Clé de la pièce ; « has dossier show » les montre." };
        var path = new Argument<string>("FICHIER") { Description = "Fichier à verser." };
        var on = On("Date de réception (aujourd’hui sinon).");
        var signing = new Signing();
        var command = new CliCommand(
            "piece", "Verse un fichier pour une pièce.",
            "has dossier piece LPPR-2026-0001 notice ./notice.pdf --par demandeur-medivia")
        {
            reference, part, path, on,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var procedure = await run.ProcedureOfAsync(run.Get(reference));
            var by = await signing.SignAsync(run, Role.Applicant, Role.EvaluationService, Role.ProjectLead);
            var result = await new PartIntake(run).AddAsync(
                new DossierId(run.Get(reference)), procedure, run.Get(part), run.Get(path), by, run.Day(on) ?? run.Today,
                signing.Seen(run));
            return Signing.Answer(run, result, $"pièce « {run.Get(part)} » versée");
        });
    }

    private Command SetAside()
    {
        var reference = DossierCommands.Reference();
        var part = new Argument<string>("CLÉ") { Description = "Clé de la pièce." };
        var hash = new Option<string>("--empreinte")
        {
            Description = "Début de l’empreinte SHA-256, s’il y a plusieurs fichiers.",
            HelpName = "DÉBUT",
        };
        var reason = Reason();
        var signing = new Signing();
        return app.Does(
            signing.AddTo(
                new CliCommand(
                    "ecarter", "Écarte un fichier : il ne compte plus, et reste conservé.",
                    "has dossier ecarter LPPR-2026-0001 notice --motif \"Version remplacée\" --par sophie-marchand")
                {
                    reference, part, hash, reason,
                }),
            async run =>
            {
                var file = await run.UnseenAsync(run.Get(reference));
                var received = file.Dossier.Parts
                    .Where(candidate => candidate.Part == run.Get(part) && !candidate.IsSetAside
                        && candidate.Sha256.StartsWith(run.Text(hash) ?? "", StringComparison.Ordinal))
                    .ToList();
                if (received.Count > 1)
                {
                    throw new InputException(
                        "Plusieurs fichiers répondent. Donnez le début de l’empreinte : --empreinte DÉBUT.");
                }

                var result = await DoAsync(
                    run, signing, reference,
                    new SetPartAside(run.Get(part), received.FirstOrDefault()?.Sha256 ?? "", run.Get(reason)!),
                    Role.EvaluationService, Role.ProjectLead);
                return Signing.Answer(run, result, $"pièce « {run.Get(part)} » écartée");
            });
    }

    private Command Conclude()
    {
        var reference = DossierCommands.Reference();
        var indication = new Argument<string>("INDICATION") { Description = "Identifiant de l’indication." };
        var verdict = new Option<string>("--verdict")
        {
            Description = "suffisant, insuffisant, favorable, defavorable… selon la procédure.",
            HelpName = "VERDICT",
            Required = true,
        };
        var level = new Option<string>("--niveau")
        {
            Description = "Niveau d’amélioration, de 1 (I, majeure) à 5 (V, absence).",
            HelpName = "1..5",
        };
        var comparator = new Option<string>("--comparateur")
        {
            Description = "Ce à quoi le produit est comparé.",
            HelpName = "TEXTE",
        };
        var years = new Option<int?>("--duree")
        {
            Description = "Durée d’inscription proposée, de 1 à 10 ans.",
            HelpName = "ANS",
        };
        var criteria = new Option<string[]>("--critere")
        {
            Description = "Réponse à un critère : clé=oui, clé=non ou clé=texte ; « has procedure show » montre les critères.",
            HelpName = "CLÉ=RÉPONSE",
        };
        var reasons = new Option<string>("--motifs") { Description = "Pourquoi.", HelpName = "TEXTE" };
        var signing = new Signing();
        var command = new CliCommand(
            "conclure", "Rédige ou remplace la conclusion sur une indication.",
            "has dossier conclure LPPR-2026-0001 adultes --verdict suffisant --niveau 4 --comparateur \"holter\" --par claire-martin",
            "has dossier conclure PECAN-2026-0001 adultes --verdict favorable --critere marquage-ce=oui --critere benefice-clinique=oui",
            "    --critere organisation=non --critere etudes-en-cours=oui --par claire-martin")
        {
            reference, indication, verdict, level, comparator, years, criteria, reasons,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var file = await run.UnseenAsync(run.Get(reference));
            var kind = file.Procedure.RequestOf(file.Dossier.Opening.Request).ConclusionKind;
            var answers = FieldsOf(run, criteria);
            var conclusion = Build(new ConclusionText(
                kind, run.Get(verdict)!, LevelOf(run.Text(level)), run.Text(comparator), run.Text(reasons) ?? "",
                run.Get(years), answers.Count == 0 ? null : answers));
            var result = await DoAsync(
                run, signing, reference, new RecordConclusion(run.Get(indication), conclusion),
                Role.EvaluationService, Role.ProjectLead, Role.Chair);
            return Signing.Answer(run, result, $"« {run.Get(indication)} » : {conclusion.Summary}");
        });
    }

    private Command Assign()
    {
        var reference = DossierCommands.Reference();
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var role = new Argument<string>("RÔLE") { Description = "chef-de-projet ou expert." };
        var end = new Option<bool>("--fin")
        {
            Description = "Met fin à la désignation ; --motif est alors obligatoire.",
        };
        var reason = Reason(required: false);
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "designer", "Désigne une personne sur le dossier, ou met fin à sa désignation.",
                "has dossier designer LPPR-2026-0001 claire-martin chef-de-projet --par sophie-marchand")
                {
                    reference, person, role, end, reason,
                }),
            async run =>
            {
                var held = Signing.RoleNamed("RÔLE", run.Get(role));
                var id = await KnownAsync(run, run.Get(person));
                var result = await DoAsync(
                    run, signing, reference,
                    run.Get(end) ? new ReleasePerson(id, held, run.Text(reason) ?? "") : new AssignPerson(id, held),
                    Role.EvaluationService);
                return Signing.Answer(run, result, run.Get(end) ? $"fin de la désignation de {id}" : $"{id} est désigné");
            });
    }

    private Command Deport()
    {
        var reference = DossierCommands.Reference();
        var person = new Argument<string>("PERSONNE") { Description = "Identifiant de l’annuaire." };
        var lift = new Option<bool>("--lever") { Description = "Lève le déport (service déontologie)." };
        var reason = Reason();
        var signing = new Signing();
        return app.Does(
            signing.AddTo(new CliCommand(
                "deport", "Déclare, ou lève, le déport d’une personne : ni lecture, ni débat, ni vote.",
                "has dossier deport LPPR-2026-0001 marc-delorme --motif \"Étude financée par le demandeur\" --par helene-faure")
            {
                reference, person, lift, reason,
            }),
            async run =>
            {
                var id = await KnownAsync(run, run.Get(person));
                var signer = await run.SignerAsync();
                // Anyone may deport himself, in any of his roles: the first one then signs.
                Role[] fitting = run.Get(lift) ? [Role.EthicsService]
                    : signer.Id == id ? [signer.Roles[0]] : [Role.EthicsService, Role.Chair];
                var result = await DoAsync(
                    run, signing, reference,
                    run.Get(lift)
                        ? new LiftDeport(id, run.Get(reason)!)
                        : new DeclareDeport(id, run.Get(reason)!), fitting);
                return Signing.Answer(run, result, run.Get(lift) ? $"le déport de {id} est levé" : $"{id} est déporté");
            });
    }

    private Command Withdraw()
    {
        var (reference, reason, on, signing) = (
            DossierCommands.Reference(), Reason(), On("Date du retrait (aujourd’hui sinon)."), new Signing());
        return app.Does(
            signing.AddTo(new CliCommand(
                "retrait", "Le demandeur retire sa demande.",
                "has dossier retrait LPPR-2026-0003 --motif \"Produit abandonné\" --par demandeur-telecoeur") { reference, reason, on }),
            async run => Signing.Answer(
                run,
                await DoAsync(
                    run, signing, reference, new RequestWithdrawal(run.Day(on) ?? run.Today, run.Get(reason)!),
                    Role.Applicant),
                "retrait demandé"));
    }

    private Command Impossible()
    {
        var (reference, reason, on, signing) = (
            DossierCommands.Reference(), Reason(), On("Date du constat (aujourd’hui sinon)."), new Signing());
        return app.Does(
            signing.AddTo(
                new CliCommand(
                    "impossible", "Après un retrait, la présidence constate que l’évaluation ne peut être achevée.",
                    "has dossier impossible LPPR-2026-0003 --motif \"Données retirées\" --par isabelle-garnier")
                {
                    reference, reason, on,
                }),
            async run => Signing.Answer(
                run,
                await DoAsync(
                    run, signing, reference, new CloseAsImpossible(run.Day(on) ?? run.Today, run.Get(reason)!), Role.Chair),
                "dossier clos avant avis"));
    }

    private Command Note()
    {
        var (reference, text, signing) = (
            DossierCommands.Reference(), new Argument<string>("TEXTE") { Description = "Texte de la note." },
            new Signing());
        return app.Does(
            signing.AddTo(new CliCommand(
                "note", "Écrit une note au journal du dossier.",
                "has dossier note LPPR-2026-0001 \"Le demandeur sera absent en août.\" --par claire-martin") { reference, text }),
            async run => Signing.Answer(
                run, await DoAsync(run, signing, reference, new AddNote(run.Get(text))), "note écrite"));
    }

    /// <summary>Does a signed act on a dossier.</summary>
    public static async Task<MoveResult> DoAsync(
        Run run, Signing signing, Argument<string> reference, DossierCommand command, params Role[] fitting)
    {
        var by = await signing.SignAsync(run, fitting);
        return await (await run.LedgerAsync()).Desk.DoAsync(
            new DossierId(run.Get(reference)), command, by, signing.Seen(run), run.Stop);
    }

    private static async Task<PersonId> KnownAsync(Run run, string id) =>
        (await (await run.LedgerAsync()).Queries.PersonAsync(new PersonId(id), run.Stop)
            ?? throw new RefusedException(new PersonUnknown(new PersonId(id)))).Id;

    private static int? LevelOf(string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "1" or "I" => 1,
        "2" or "II" => 2,
        "3" or "III" => 3,
        "4" or "IV" => 4,
        "5" or "V" => 5,
        _ => throw new InputException(
            $"--niveau : « {text} » n’est pas un niveau ; attendu : de 1 (I, majeure) à 5 (V, absence)."),
    };

    private static Conclusion Build(ConclusionText text)
    {
        try
        {
            return text.Build();
        }
        catch (ArgumentException e)
        {
            throw new RefusedException(new ConclusionDoesNotFit(e.Message));
        }
    }
}
