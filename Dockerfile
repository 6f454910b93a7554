# testimonia as a container: `docker build -t testimonia .`, then `docker run --rm -v "$PWD:/case" testimonia run letter.docx`
# Two stages: pip and its caches stay behind. Every package is the one that is locked, by its digest.
FROM python:3.11-slim AS build
RUN python -m venv /opt/testimonia
COPY requirements/run.txt /build/requirements/run.txt
RUN /opt/testimonia/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /build/requirements/run.txt
COPY . /build
RUN /opt/testimonia/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation /build \
    && find /opt/testimonia -name __pycache__ -type d -prune -exec rm -rf {} +

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
