using System.Text.RegularExpressions;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Dossiers.Ruling;

namespace Evaluation.Workflows.Assessment;

/// <summary>The rules of the assessment and of the evidence: a command goes in, events or a refusal come out.</summary>
internal static partial class AssessmentRules
{
    private const int LongestQuote = 1_000;
    private const int LongestText = 4_000;
    private const int MostQuotes = 20;
    private const int LastPage = 10_000;

    private static readonly Role[] Staff = [Role.EvaluationService, Role.ProjectLead];

    public static Decision Decide(Dossier dossier, AssessmentCommand command, DecisionContext context) => command switch
    {
        AnswerGrid c => Answer(dossier, c, context),
        Classify c => Classify(dossier, c, context),
        AddEvidence c => Add(dossier, c, context),
        AppraiseEvidence c => Appraise(dossier, c, context),
        SetEvidenceAside c => SetAside(dossier, c, context),
        LinkEvidence c => Link(dossier, c, context),
        UnlinkEvidence c => Unlink(dossier, c, context),
        _ => throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command)),
    };

    /// <summary>The identifiers that have the form of theirs; the others are left out.</summary>
    public static EvidenceIdentifiers WellFormed(EvidenceIdentifiers identifiers) => new(
        identifiers.Doi is { } doi && Doi().IsMatch(doi) ? doi : null,
        identifiers.Pmid is { } pmid && Pmid().IsMatch(pmid) ? pmid : null,
        identifiers.Nct is { } nct && Nct().IsMatch(nct) ? nct : null);

    private static Decision Answer(Dossier dossier, AnswerGrid c, DecisionContext context)
    {
        if (context.Grid is not { } grid)
        {
            return No(new RequestIsInvalid(
                [$"La grille « {c.Grid} » est inconnue. Choisissez une grille et une version qui existent."]));
        }

        if (MayNotAct(dossier, context, $"Remplir la grille « {grid.ShortTitle} »", grid.FilledBy) is { } refusal)
            return No(refusal);
        if (!grid.Concerns(dossier.Opening))
            return No(new RequestIsInvalid([$"La grille « {grid.ShortTitle} » ne concerne pas ce dossier."]));
        if (ScopeFault(dossier, grid, c.Indication) is { } fault)
            return No(new RequestIsInvalid([fault]));
        if (c.Answers.GroupBy(answer => answer.Item).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return No(new RequestIsInvalid([$"La ligne « {twice.Key} » reçoit deux réponses. Gardez-en une."]));

        var answers = c.Answers.Select(answer => answer with { Comment = answer.Comment.Trim(), Quote = answer.Quote.Trim() }).ToList();
        if (answers.Select(answer => AnswerFault(dossier, grid, answer)).FirstOrDefault(found => found is not null) is { } wrong)
            return No(wrong);
        var changed = answers
            .Where(answer => dossier.Assessment.Answers.GetValueOrDefault(new AnswerKey(grid.Ref, c.Indication, answer.Item))?.Answer != answer)
            .ToList();
        return changed.Count == 0
            ? No(new RequestIsInvalid(["Aucune réponse n’a changé. Remplissez ou modifiez une ligne, puis enregistrez."]))
            : Yes([.. changed.Select(answer => new GridItemAnswered(grid.Id, grid.Version, c.Indication, answer))]);
    }

    private static string? ScopeFault(Dossier dossier, AssessmentGrid grid, string? indication) => (grid.Scope, indication) switch
    {
        (GridScope.Dossier, not null) => $"La grille « {grid.ShortTitle} » se remplit une fois pour le dossier, sans indication.",
        (GridScope.Indication, null) => $"La grille « {grid.ShortTitle} » se remplit pour chaque indication. Indiquez laquelle.",
        (GridScope.Indication, var id) when dossier.Opening.Indications.All(known => known.Id != id) =>
            $"Le dossier n’a pas d’indication « {id} ».",
        _ => null,
    };

    private static Refusal? AnswerFault(Dossier dossier, AssessmentGrid grid, GridAnswer answer)
    {
        if (grid.FindItem(answer.Item) is not { } item)
            return new RequestIsInvalid([$"La grille « {grid.ShortTitle} » n’a pas de ligne « {answer.Item} »."]);
        if (answer.Kind is GridAnswerKind.Partial or GridAnswerKind.NotApplicable && answer.Comment.Length == 0)
        {
            return new FieldIsWrong($"commentaire-{item.Id}", item.Label, answer.Kind == GridAnswerKind.Partial
                ? "dites en commentaire ce qui manque."
                : "dites en commentaire pourquoi la ligne est sans objet.");
        }

        if (answer.Comment.Length > LongestText)
            return new FieldIsWrong($"commentaire-{item.Id}", item.Label, $"commentaire trop long ({LongestText} caractères au plus).");
        if (answer.Quote.Length > LongestQuote)
        {
            return new FieldIsWrong($"citation-{item.Id}", item.Label,
                $"citation trop longue ({answer.Quote.Length} caractères, {LongestQuote} au plus). Citez l’essentiel et donnez la page.");
        }

        if (answer.Place is null && answer.Quote.Length > 0)
            return new FieldIsWrong($"page-{item.Id}", item.Label, "une citation se lit à une page : indiquez la pièce et la page.");
        if (answer.Place is null && answer.Kind == GridAnswerKind.Filled && grid.NeedsPage)
            return new FieldIsWrong($"page-{item.Id}", item.Label, "« renseigné » se constate à une page : indiquez la pièce et la page.");
        return answer.Place is { } place && PlaceFault(dossier, place) is { } fault
            ? new FieldIsWrong($"page-{item.Id}", item.Label, fault)
            : null;
    }

    private static string? PlaceFault(Dossier dossier, PartPage place)
    {
        if (place.Page is < 1 or > LastPage)
            return $"la page va de 1 à {LastPage} ; reçu : {place.Page}.";
        return dossier.Parts.Any(part => part.Sha256 == place.Sha256 && !part.IsSetAside)
            ? null
            : "cette pièce n’est pas au dossier, ou elle est écartée. Choisissez une pièce versée.";
    }

    private static Decision Classify(Dossier dossier, Classify c, DecisionContext context)
    {
        if (MayNotAct(dossier, context, "Classer la solution", Staff) is { } refusal)
            return No(refusal);
        if (!dossier.Opening.IsDigital)
            return No(new RequestIsInvalid(["La classification fonctionnelle concerne les solutions numériques ; ce produit n’en est pas une."]));
        if (c.Comment.Length > LongestText)
            return No(new RequestIsInvalid([$"Le commentaire est trop long ({LongestText} caractères au plus)."]));
        var level = FunctionalClassification.Of(c.Purpose, c.IsPersonalised, c.IsAutonomous).Level;
        var recorded = new ClassificationRecorded(c.Purpose, c.IsPersonalised, c.IsAutonomous, level, c.Comment.Trim());
        return recorded == dossier.Assessment.Classification
            ? No(new RequestIsInvalid(["La classification est déjà enregistrée ainsi."]))
            : Yes([recorded]);
    }

    private static Decision Add(Dossier dossier, AddEvidence c, DecisionContext context)
    {
        if (MayNotAct(dossier, context, "Verser une preuve", Staff) is { } refusal)
            return No(refusal);
        var description = Cleaned(c.Description);
        Refusal? wrong = DescriptionFault(dossier, description) ?? AppraisalFault(c.Appraisal)
            ?? (c.UsedFor is { } point ? PointFault(dossier, point, context.Procedure) : null);
        if (wrong is not null)
            return No(wrong);
        if (dossier.Assessment.Evidence.FirstOrDefault(item => item.SetAsideFor is null && IsSame(item.Description, description)) is { } known)
        {
            return No(new RequestIsInvalid(
                [$"Cette preuve est déjà au dossier : {known.Id}, « {known.Description.Title} ». Reliez-la plutôt."]));
        }

        var id = $"P{dossier.Assessment.Evidence.Count + 1}";
        var added = new EvidenceAdded(id, description, Cleaned(c.Appraisal));
        return Yes(c.UsedFor is null ? [added] : [added, new EvidenceLinked(id, c.UsedFor)]);
    }

    private static Decision Appraise(Dossier dossier, AppraiseEvidence c, DecisionContext context)
    {
        var refusal = MayNotAct(dossier, context, "Apprécier une preuve", Staff) ?? MustCount(dossier, c.Evidence)
            ?? AppraisalFault(c.Appraisal);
        if (refusal is not null)
            return No(refusal);
        var appraisal = Cleaned(c.Appraisal);
        return dossier.Assessment.Find(c.Evidence)!.Appraisal == appraisal
            ? No(new RequestIsInvalid([$"La preuve {c.Evidence} est déjà appréciée ainsi."]))
            : Yes([new EvidenceAppraised(c.Evidence, appraisal)]);
    }

    private static Decision SetAside(Dossier dossier, SetEvidenceAside c, DecisionContext context)
    {
        var refusal = MayNotAct(dossier, context, "Écarter une preuve", Staff) ?? MustCount(dossier, c.Evidence)
            ?? ReasonFault(c.Reason, "Indiquez pourquoi la preuve est écartée.");
        return refusal is null ? Yes([new EvidenceSetAside(c.Evidence, c.Reason.Trim())]) : No(refusal);
    }

    private static Decision Link(Dossier dossier, LinkEvidence c, DecisionContext context)
    {
        var refusal = MayNotAct(dossier, context, "Relier une preuve", Staff) ?? MustCount(dossier, c.Evidence)
            ?? PointFault(dossier, c.Point, context.Procedure);
        if (refusal is not null)
            return No(refusal);
        return dossier.Assessment.Find(c.Evidence)!.Uses.Contains(c.Point)
            ? No(new RequestIsInvalid([$"La preuve {c.Evidence} sert déjà ce point."]))
            : Yes([new EvidenceLinked(c.Evidence, c.Point)]);
    }

    private static Decision Unlink(Dossier dossier, UnlinkEvidence c, DecisionContext context)
    {
        var refusal = MayNotAct(dossier, context, "Détacher une preuve", Staff)
            ?? (dossier.Assessment.Find(c.Evidence) is null ? NotThere(c.Evidence) : null)
            ?? ReasonFault(c.Reason, "Indiquez pourquoi le lien est retiré.");
        if (refusal is not null)
            return No(refusal);
        return dossier.Assessment.Find(c.Evidence)!.Uses.Contains(c.Point)
            ? Yes([new EvidenceUnlinked(c.Evidence, c.Point, c.Reason.Trim())])
            : No(new RequestIsInvalid([$"La preuve {c.Evidence} ne sert pas ce point."]));
    }

    private static Refusal? MayNotAct(Dossier dossier, DecisionContext context, string action, IReadOnlyList<Role> allowed)
    {
        if (!allowed.Contains(context.Role))
            return new RoleMayNot(context.Role, action, allowed);
        return DossierRules.CheckAssignment(dossier, context)
            ?? (dossier.DecisionOf(Authority.Has) is not null
                ? new RequestIsInvalid(["L’avis est rendu : son évaluation et ses preuves ne changent plus."])
                : null);
    }

    private static Refusal? MustCount(Dossier dossier, string evidence) => dossier.Assessment.Find(evidence) switch
    {
        null => NotThere(evidence),
        { SetAsideFor: { } reason } => new RequestIsInvalid([$"La preuve {evidence} est écartée ({reason}) : elle ne compte plus."]),
        _ => null,
    };

    private static RequestIsInvalid NotThere(string evidence) =>
        new([$"Le dossier n’a pas de preuve « {evidence} ». Relisez la liste des preuves."]);

    private static RequestIsInvalid? ReasonFault(string reason, string otherwise) => reason.Trim().Length switch
    {
        0 => new RequestIsInvalid([otherwise]),
        > LongestText => new RequestIsInvalid([$"Le motif est trop long ({LongestText} caractères au plus)."]),
        _ => null,
    };

    private static Refusal? PointFault(Dossier dossier, ConclusionPoint point, Procedure procedure)
    {
        if (dossier.Opening.Indications.All(indication => indication.Id != point.Indication))
            return new ConclusionDoesNotFit($"Le dossier n’a pas d’indication « {point.Indication} ».");
        var points = ConclusionPoints.Of(ConclusionForm.Find(procedure.RequestOf(dossier.Opening.Request).ConclusionKind)!);
        return points.Any(known => known.Id == point.Criterion)
            ? null
            : new ConclusionDoesNotFit(
                $"La conclusion n’a pas de point « {point.Criterion} » ; points : {string.Join(", ", points.Select(known => known.Id))}.");
    }

    private static Refusal? DescriptionFault(Dossier dossier, EvidenceDescription d)
    {
        if (d.Title.Length is 0 or > 500)
            return new FieldIsWrong("titre", "Titre", d.Title.Length == 0 ? "à remplir." : "trop long (500 caractères au plus).");
        if (d.Figure.Length > LongestText || d.Origin.Length > LongestText)
            return new FieldIsWrong("chiffre", "Résultat ou chiffre", $"trop long ({LongestText} caractères au plus).");
        if (d.Identifiers.Doi is { } doi && !Doi().IsMatch(doi))
            return new FieldIsWrong("doi", "DOI", $"« {doi} » n’est pas un DOI ; écrivez par exemple 10.1000/xyz123.");
        if (d.Identifiers.Pmid is { } pmid && !Pmid().IsMatch(pmid))
            return new FieldIsWrong("pmid", "PMID", $"« {pmid} » n’est pas un PMID : 1 à 8 chiffres.");
        if (d.Identifiers.Nct is { } nct && !Nct().IsMatch(nct))
            return new FieldIsWrong("nct", "NCT", $"« {nct} » n’est pas un numéro NCT ; écrivez par exemple NCT01234567.");
        if (d.Sha256 is { } hash && !Hash().IsMatch(hash))
            return new FieldIsWrong("empreinte", "Empreinte", $"« {hash} » n’est pas une empreinte SHA-256 : 64 chiffres de 0 à f.");
        if (d.Place is { } place && PlaceFault(dossier, place) is { } fault)
            return new FieldIsWrong("page", "Page du dossier", fault);
        if (d.Quotes is { Count: > MostQuotes } || d.Quotes?.Any(quote => quote.Text.Length is 0 or > LongestText || quote.Where.Length == 0) == true)
        {
            return new FieldIsWrong(
                "citations", "Citations", $"{MostQuotes} au plus, chacune avec ses mots ({LongestText} caractères au plus) et sa place.");
        }

        return d.Kind switch
        {
            EvidenceKind.CitedAnswer when d.Figure.Length == 0 || d.Origin.Length == 0 || d.Quotes is not { Count: > 0 } =>
                new FieldIsWrong("chiffre", "Résultat ou chiffre", "une réponse citée se verse avec son texte, sa source et ses citations."),
            EvidenceKind.PatientFigure when d.Figure.Length == 0 || d.Origin.Length == 0 =>
                new FieldIsWrong("chiffre", "Résultat ou chiffre", "un chiffre de ressenti se verse avec sa valeur et sa source."),
            EvidenceKind.DossierPage when d.Place is null =>
                new FieldIsWrong("page", "Page du dossier", "indiquez la pièce et la page."),
            EvidenceKind.Reference when !d.Identifiers.Cited().Any() && d.Origin.Length == 0 && d.Place is null =>
                new FieldIsWrong("doi", "DOI", "une référence se retrouve : donnez un identifiant, une source ou une page du dossier."),
            EvidenceKind.Study or EvidenceKind.Reference or EvidenceKind.PatientFigure or EvidenceKind.DossierPage
                or EvidenceKind.CitedAnswer => null,
            _ => throw new ArgumentOutOfRangeException(nameof(d), d.Kind, "Unknown kind of evidence."),
        };
    }

    private static Refusal? AppraisalFault(EvidenceAppraisal appraisal)
    {
        if (appraisal.Level is < 1 or > 4)
            return new FieldIsWrong("niveau", "Niveau de preuve", $"de 1 à 4 ; reçu : {appraisal.Level}.");
        return appraisal.Transposability.Length > LongestText
            ? new FieldIsWrong("transposabilite", "Transposabilité", $"trop long ({LongestText} caractères au plus).")
            : null;
    }

    private static bool IsSame(EvidenceDescription a, EvidenceDescription b) =>
        (a.Identifiers.Doi is { } doi && string.Equals(doi, b.Identifiers.Doi, StringComparison.OrdinalIgnoreCase))
        || (a.Identifiers.Pmid is { } pmid && pmid == b.Identifiers.Pmid)
        || (a.Identifiers.Nct is { } nct && string.Equals(nct, b.Identifiers.Nct, StringComparison.OrdinalIgnoreCase) && a.Title == b.Title)
        || a with { Quotes = null } == b with { Quotes = null };

    private static EvidenceDescription Cleaned(EvidenceDescription d) => d with
    {
        Title = d.Title.Trim(),
        Figure = d.Figure.Trim(),
        Origin = d.Origin.Trim(),
        Identifiers = new EvidenceIdentifiers(Filled(d.Identifiers.Doi), Filled(d.Identifiers.Pmid), Filled(d.Identifiers.Nct)?.ToUpperInvariant()),
        Sha256 = Filled(d.Sha256),
    };

    private static EvidenceAppraisal Cleaned(EvidenceAppraisal appraisal) =>
        appraisal with { Transposability = appraisal.Transposability.Trim() };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"^10\.[0-9]{4,9}/\S+$")]
    private static partial Regex Doi();

    [GeneratedRegex("^[0-9]{1,8}$")]
    private static partial Regex Pmid();

    [GeneratedRegex("^NCT[0-9]{8}$")]
    private static partial Regex Nct();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();
}
