# testimonia as a container: `docker build -t testimonia .`, then `docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/case" testimonia run letter.docx`
# Two stages: pip and its caches stay behind. Every package is the one that is locked, by its digest.
FROM python:3.11-slim AS build
# hadolint ignore=DL3008
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends binutils && python -m venv /opt/testimonia
COPY requirements/run.txt /build/requirements/run.txt
RUN /opt/testimonia/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /build/requirements/run.txt
COPY . /build
RUN /opt/testimonia/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation /build
# A third of what was installed is never read: symbols for debuggers (.17 GB), pyarrow's Flight and headers, the packages' own tests and C sources, the names of days in
# 1,000 languages, what installs packages. Libraries in *.libs are left alone: they were patched once, and stripping breaks them.
WORKDIR /opt/testimonia/lib/python3.11/site-packages
RUN find . -name '*.cpython-*.so' -exec strip --strip-unneeded {} + \
    && find . \( -name tests -o -path './twisted/*/test' -o -path ./twisted/test -o -name __pycache__ \) -type d -prune -exec rm -rf {} + \
    && find . \( -name '*.c' -o -name '*.cpp' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' \) -delete \
    && find babel/locale-data -type f ! -name 'en*' ! -name 'es*' ! -name 'root*' -delete \
    && rm -rf pyarrow/include pyarrow/*flight* pip pip-* setuptools setuptools-* _distutils_hack distutils-precedence.pth ../../../bin/pip*
# The example is run: a build ends here where a stage misses what has gone (status 2), and what a run loads stays compiled.
WORKDIR /build/examples/ogp-letter
RUN /opt/testimonia/bin/testimonia run letter.txt --replay then.warc.gz --replay now.warc.gz

FROM python:3.11-slim
COPY --from=build /opt/testimonia /opt/testimonia
# No root: what a source sends is read by a user who owns nothing but the folder it writes to.
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin testimonia && mkdir /case && chown testimonia /case
USER 10001
WORKDIR /case
VOLUME /case
ENV PATH=/opt/testimonia/bin:$PATH PYTHONDONTWRITEBYTECODE=1
ENTRYPOINT ["testimonia"]
CMD ["--help"]
