namespace HasToolkit.Tests.Fuzzing;

/// <summary>What is fuzzed for hours elsewhere, for some seconds: damaged files, and those that once broke a reader.</summary>
/// <remarks>Compiled into the tests of each library; <c>OwnParsers</c> are those of the library, named in its project file.</remarks>
public class ParserContractTests
{
    public static TheoryData<string> Names => [.. OwnParsers.All.Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_sample_is_read_without_a_refusal(string name)
    {
        foreach (var sample in Named(name).Seeds)
            Named(name).Read(sample);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_once_broke_a_reader_is_read_or_refused_in_French(string name) =>
        Assert.All(CrashCorpus.Of(name), crash => Assert.Null(Named(name).FaultOf(crash.Input)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_files_are_read_or_refused_in_French(string name)
    {
        var parser = Named(name);
        if (Mutations.FirstBreaking(parser, seed: 20261129, parser.InShort) is var (input, fault))
            Assert.Fail($"{fault.Detail}\nInput ({input.Length} bytes, base 64): {Convert.ToBase64String(input)}");
    }

    private static ParserContract Named(string name) => OwnParsers.All.Single(parser => parser.Name == name);
}
