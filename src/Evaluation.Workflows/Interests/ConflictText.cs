namespace Evaluation.Workflows.Interests;

/// <summary>What a conflict analysis says, in French.</summary>
public static class ConflictText
{
    /// <summary>The weight in a few words.</summary>
    public static string Title(this ConflictWeight weight) => weight switch
    {
        ConflictWeight.Forbids => "empêche la désignation",
        ConflictWeight.ToWeigh => "à apprécier",
        ConflictWeight.Past => "ancien",
        ConflictWeight.Lifted => "levé",
        _ => throw new ArgumentOutOfRangeException(nameof(weight), weight, "Unknown weight."),
    };

    /// <summary>What the link meets, and how old it is.</summary>
    public static string Describe(this Conflict conflict) =>
        $"{conflict.Link.Describe()} : {(conflict.IsSameName ? "" : "nom proche de ")}{conflict.Target.Name} ({Of(conflict.Target.Subject)})"
        + (conflict.YearsSinceEnd switch
        {
            null => "",
            0 => ", terminé depuis moins d’un an",
            1 => ", terminé depuis 1 an",
            var years => $", terminé depuis {years} ans",
        });

    /// <summary>The state of the declaration, and what to do about it.</summary>
    public static string Describe(this DeclarationState state) => state switch
    {
        DeclarationState.Missing => "aucune déclaration d’intérêts : demandez-la avant toute désignation",
        DeclarationState.Expired => "déclaration d’intérêts périmée : demandez sa mise à jour",
        DeclarationState.Current => "déclaration d’intérêts à jour",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>The whole reading in one line, for who assigns.</summary>
    public static string Summary(this ConflictReading reading)
    {
        var (forbids, toWeigh) = (Count(reading, ConflictWeight.Forbids), Count(reading, ConflictWeight.ToWeigh));
        if (reading.State == DeclarationState.Missing)
            return "sans déclaration";
        var found = (forbids, toWeigh) switch
        {
            (0, 0) => "aucun lien à apprécier",
            (0, _) => toWeigh == 1 ? "1 lien à apprécier" : $"{toWeigh} liens à apprécier",
            _ => forbids == 1 ? "1 lien empêche la désignation" : $"{forbids} liens empêchent la désignation",
        };
        return reading.State == DeclarationState.Expired ? $"{found}, déclaration périmée" : found;
    }

    private static int Count(ConflictReading reading, ConflictWeight weight) =>
        reading.Conflicts.Count(conflict => conflict.Weight == weight);

    private static string Of(ConflictSubject subject) => subject switch
    {
        ConflictSubject.Applicant => "demandeur",
        ConflictSubject.Product => "produit évalué",
        ConflictSubject.Company => "entreprise citée",
        ConflictSubject.Comparator => "comparateur",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "Unknown subject."),
    };
}
