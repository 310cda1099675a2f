using LitReview.Screening.Texts;

namespace LitReview.Screening.Features;

/// <summary>Which form of each word is counted: the word itself, its stem, or nothing.</summary>
internal sealed class WordForms
{
    private const int LeftOut = -1;

    private readonly int[][] _forms;

    private WordForms(int[] english, int[] french, string[] shown)
    {
        _forms = [english, french];
        Shown = shown;
    }

    /// <summary>How a person reads each form: for a stem, its most frequent word.</summary>
    public string[] Shown { get; }

    /// <summary>For each word, the number of its form, or a negative number when it is left out.</summary>
    public int[] Of(Language language) => _forms[(int)language];

    public static WordForms Build(TokenisedRecords records, FeatureOptions options)
    {
        var words = records.Vocabulary;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (shown, uses) = (new List<string>(), new List<int>());
        var english = Number(options.AreStemmed ? EnglishStemmer.Stem : word => word);
        var french = options.AreStemmed && records.Languages.Contains(Language.French) ? Number(FrenchStemmer.Stem) : english;
        return new WordForms(english, french, [.. shown]);

        int[] Number(Func<string, string> reduce)
        {
            var forms = new int[words.Length];
            for (var i = 0; i < words.Length; i++)
            {
                if (options.LeavesOutStopWords && EnglishStopWords.All.Contains(words[i]))
                {
                    forms[i] = LeftOut;
                    continue;
                }

                var form = reduce(words[i]);
                if (!numbers.TryGetValue(form, out var number))
                {
                    number = numbers[form] = shown.Count;
                    shown.Add(words[i]);
                    uses.Add(records.Uses[i]);
                }
                else if (records.Uses[i] > uses[number])
                {
                    (shown[number], uses[number]) = (words[i], records.Uses[i]);
                }

                forms[i] = number;
            }

            return forms;
        }
    }
}
