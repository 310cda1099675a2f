using System.Text;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Topics;

namespace Verbatims.Nlp.Tests.Analysis;

public sealed class HostileCommentsTests : IDisposable
{
    private const int Seed = 20261127;
    private const int Count = 10_000;

    private static readonly string[] Pieces =
    [
        "=HYPERLINK(\"http://x\";\"clic\")", "+33 6 12 34 56 78", "-2+3", "@SUM(A1)", "|' /C calc'!A0", "<script>alert(1)</script>", "<b>repas",
        "&nbsp;&#0;&lt;", "<!--", "]]>", "\0", "\u0001\u0008", "\ud83d", "\ude00", "\ud83d\ude00", "👩\u200d👩\u200d👧", "🇫🇷", "\u202e", "\u2066مرحبا\u2069",
        "שלום", "\u200b", "\ufeff", "\u00ad", "\u0301\u0301", "e\u0301te\u0301", "Ã©tait trÃ¨s", "\ufffd\ufffd", "ﬁn", "İstanbul", "ß", "Ⅻ", "٠١٢٣٤", "½",
        "[NOM]", "[TEL", "NOM]", "]][[", "Dr ", "M. ", "Mme ", "merci à ", "l'infirmière ", "Le Goff", "sandrine", "N'Guyen", "J.P.", "06 12", "0612345678",
        "1 52 07 34 172 089 45", "a@b.fr", "@@", "12 rue des Lilas, 69003 Lyon", "12 rue rue rue", "née le 1/2/1950", "FR76 3000", "IPP 80012345",
        "le repas était froid", "attente interminable", "équipe adorable", "mais", ".", "…", "!?", ";", ",", "\r\n", "\n\n\n", "\t", "\u2028", "«", "’", "''''", "((((((",
        "\\", "{}", "%s%n", "${jndi}", "' OR 1=1 --", "../..", "NaN", "null", "1e999", "RAS",
    ];

    private readonly OnnxCommentModel _model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Ten_thousand_hostile_comments_are_masked_and_read_with_every_place_inside_the_text()
    {
        var analyser = new CommentAnalyser(_model, TopicGrid.Shipped);
        var random = new Random(Seed);

        foreach (var written in Enumerable.Range(0, Count).Select(place => Comment(random, place)).Chunk(500))
        {
            var masked = written.Select(analyser.Mask).ToList();
            var read = analyser.Analyse([.. masked.Select((one, i) => (one.Text, (Box)(i % 3)))]);

            Assert.Equal(written.Length, read.Count);
            for (var i = 0; i < written.Length; i++)
            {
                var (original, mask, analysis) = (written[i], masked[i], read[i]);
                var end = 0;
                foreach (var span in mask.Spans)
                {
                    Assert.True(end <= span.Start && span.Start < span.End && span.End <= original.Length, Shown(original));
                    end = span.End;
                }

                Assert.Equal(1, analysis.ToneProbabilities.Sum(), 3);
                Assert.InRange(analysis.AlertScore, 0, 1);
                Assert.Equal(analysis.IsAlert, analysis.AlertReasons.Count > 0);
                foreach (var (from, to) in analysis.Topics.Select(topic => (topic.Start, topic.End))
                    .Concat(analysis.AlertReasons.Select(reason => (reason.Start, reason.End))))
                {
                    Assert.True(from >= 0 && from <= to && to <= mask.Text.Length, Shown(original));
                    var (originalFrom, originalTo) = mask.InOriginal(from, to);
                    Assert.True(originalFrom >= 0 && originalFrom <= originalTo && originalTo <= original.Length, Shown(original));
                }
            }
        }
    }

    // One in four thousand is a megabyte long; the others have up to twenty pieces, parted by a space or by nothing.
    private static string Comment(Random random, int place)
    {
        var text = new StringBuilder();
        var length = place % 4000 == 1999 ? 1_000_000 : 0;
        var pieces = random.Next(21);
        while (pieces-- > 0 || text.Length < length)
        {
            text.Append(random.Next(10) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : Pieces[random.Next(Pieces.Length)]);
            if (random.Next(2) == 0)
                text.Append(' ');
        }

        return text.ToString();
    }

    private static string Shown(string comment) =>
        string.Concat(comment.Take(400).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}"));
}
