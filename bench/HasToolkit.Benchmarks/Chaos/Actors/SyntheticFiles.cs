using System.Globalization;
using System.Text;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>Made-up references and comments, the same for the same seed.</summary>
internal static class SyntheticFiles
{
    private static readonly string[] Subjects = ["heart failure", "diabetes", "asthma", "stroke", "dementia", "obesity", "epilepsy", "migraine"];

    private static readonly string[] Acts = ["telemonitoring", "rehabilitation", "screening", "coaching", "imaging", "dialysis", "nutrition"];

    private static readonly string[] Openings =
        ["Personnel très à l’écoute", "Attente de deux heures aux urgences", "Repas froids", "Merci à toute l’équipe", "Chambre bruyante"];

    private static readonly string[] Ends =
        ["je recommande", "aucune explication avant la sortie", "les infirmières sont adorables", "parking hors de prix", "douleur mal soulagée"];

    /// <summary>References in RIS; a twentieth of them repeat one before.</summary>
    public static string References(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var number = 1; number <= count; number++)
        {
            var told = number % 20 == 0 ? number - 1 : number;
            var (subject, act) = (Subjects[told % Subjects.Length], Acts[told / 3 % Acts.Length]);
            text.Append(CultureInfo.InvariantCulture, $"TY  - JOUR\nTI  - Effects of {act} in {subject}, trial {seed} number {told}\n");
            text.Append(CultureInfo.InvariantCulture, $"AU  - Martin, Anna\nPY  - {2000 + (told % 25)}\nDO  - 10.5555/chaos.{seed}.{told}\nAB  - ");
            for (var word = 0; word < 25; word++)
                text.Append(CultureInfo.InvariantCulture, $"{Subjects[random.Next(Subjects.Length)].Split(' ')[0]} {Acts[random.Next(Acts.Length)]} ");
            text.Append("\nER  - \n\n");
        }

        return text.ToString();
    }

    /// <summary>Comments of patients in CSV.</summary>
    public static string Comments(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id;service;commentaire\n");
        for (var number = 1; number <= count; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number};Service {random.Next(6)};\"{Openings[random.Next(Openings.Length)]}, ");
            text.Append(CultureInfo.InvariantCulture, $"{Ends[random.Next(Ends.Length)]} (avis {number} de {seed})\"\n");
        }

        return text.ToString();
    }
}
