using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using HasToolkit.Cli.Operations;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>The mark that tells whether a table was taken up as it was.</summary>
public sealed class TableMarkTests
{
    [Fact]
    public void Equal_rows_do_not_cancel_each_other()
    {
        Assert.NotEqual(MarkOf("a", "b", "b").Sum, MarkOf("a", "c", "c").Sum);
        Assert.NotEqual(MarkOf("a", "b", "b").Sum, MarkOf("a", "a", "a").Sum);
        Assert.NotEqual(MarkOf("b", "b").Sum, MarkOf().Sum);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_count()
    {
        Assert.Equal(MarkOf("a", "b", "c", "b").Sum, MarkOf("b", "c", "b", "a").Sum);
        Assert.Equal(4, MarkOf("a", "b", "c", "b").Rows);
    }

    // Enough rows that the sum runs over 2^256 many times, against the whole numbers of the platform.
    [Fact]
    public void The_sum_is_that_of_the_digests_modulo_two_to_the_power_of_256()
    {
        var rows = Enumerable.Range(0, 1000).Select(number => $"[{number}]").ToArray();
        var sum = rows.Aggregate(BigInteger.Zero, (before, row) =>
            before + new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(row)), isUnsigned: true, isBigEndian: true));

        // A leading zero keeps the number from reading as negative.
        var expected = (sum % BigInteger.Pow(2, 256)).ToString("x64", CultureInfo.InvariantCulture);
        Assert.Equal(expected[^64..], MarkOf(rows).Sum);
        Assert.Equal(new string('0', 64), MarkOf().Sum);
    }

    private static TableMark MarkOf(params string[] rows)
    {
        var mark = new TableMark();
        foreach (var row in rows)
            mark.Add(row);
        return mark;
    }
}
