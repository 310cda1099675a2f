namespace HasToolkit.Cli;

/// <summary>What the program answers to the shell.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A rule refused, or a check found faults.</summary>
    public const int Findings = 1;

    /// <summary>The command, a value or a file cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>A part was done, a part was not; the messages say which.</summary>
    public const int Partial = 3;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>The same, as the help shows it.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ok, "c’est fait"),
        (Findings, "une règle a refusé, ou une vérification a trouvé des défauts"),
        (Usage, "commande, valeur ou fichier inutilisable"),
        (Partial, "fait en partie ; les messages disent quoi"),
        (Cancelled, "interrompu (Ctrl-C)"),
    ];
}
